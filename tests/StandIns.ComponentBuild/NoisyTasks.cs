using Nuke.Common.Tooling;
using Serilog.Events;

[PathTool(Executable = "sh")]
[LogErrorAsStandard]
[LogLevelPattern(LogEventLevel.Warning, "WARNING")]
[LogLevelPattern(LogEventLevel.Error, "^error")]
class NoisyTasks : ToolTasks, IRequirePathTool
{
    public static IReadOnlyCollection<Output> Noisy(string script, string? password = null)
    {
        var settings = new NoisySettings();
        settings = settings.Modify(b => b.Set(() => settings.Script, script));
        return new NoisyTasks().Run<NoisySettings>(settings.Modify(b => b.Set(() => settings.Password, password)));
    }
}

[Command(Type = typeof(NoisyTasks), Command = nameof(NoisyTasks.Noisy), Arguments = "-c")]
class NoisySettings : ToolOptions
{
    [Argument(Format = "{value}")] public string Script => Get<string>(() => Script);

    [Argument(Format = "--password {value}", Secret = true)] public string Password => Get<string>(() => Password);
}
