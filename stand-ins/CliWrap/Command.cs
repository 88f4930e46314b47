using CliWrap.Builders;

namespace CliWrap;

/// <summary>An immutable description of a program to run; each <c>With…</c> gives a changed copy.</summary>
public partial class Command(string targetFilePath) : ICommandConfiguration
{
    public string TargetFilePath { get; private set; } = targetFilePath;

    public string Arguments { get; private set; } = string.Empty;

    public string WorkingDirPath { get; private set; } = Directory.GetCurrentDirectory();

    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; private set; } = new Dictionary<string, string?>();

    public CommandResultValidation Validation { get; private set; } = CommandResultValidation.ZeroExitCode;

    public PipeSource StandardInputPipe { get; private set; } = PipeSource.Null;

    public PipeTarget StandardOutputPipe { get; private set; } = PipeTarget.Null;

    public PipeTarget StandardErrorPipe { get; private set; } = PipeTarget.Null;

    public Command WithTargetFile(string targetFilePath) => Copy(c => c.TargetFilePath = targetFilePath);

    /// <summary>Takes the string as it is: the caller has quoted it.</summary>
    public Command WithArguments(string arguments) => Copy(c => c.Arguments = arguments);

    public Command WithArguments(IEnumerable<string> arguments, bool escape)
        => WithArguments(new ArgumentsBuilder().Add(arguments, escape).Build());

    public Command WithArguments(IEnumerable<string> arguments) => WithArguments(arguments, escape: true);

    public Command WithArguments(Action<ArgumentsBuilder> configure)
    {
        var builder = new ArgumentsBuilder();
        configure(builder);
        return WithArguments(builder.Build());
    }

    public Command WithWorkingDirectory(string workingDirPath) => Copy(c => c.WorkingDirPath = workingDirPath);

    /// <summary>Replaces what was set before; a null value removes the variable.</summary>
    public Command WithEnvironmentVariables(IReadOnlyDictionary<string, string?> environmentVariables)
        => Copy(c => c.EnvironmentVariables = environmentVariables);

    public Command WithEnvironmentVariables(Action<EnvironmentVariablesBuilder> configure)
    {
        var builder = new EnvironmentVariablesBuilder();
        configure(builder);
        return WithEnvironmentVariables(builder.Build());
    }

    public Command WithValidation(CommandResultValidation validation) => Copy(c => c.Validation = validation);

    public Command WithStandardInputPipe(PipeSource source) => Copy(c => c.StandardInputPipe = source);

    public Command WithStandardOutputPipe(PipeTarget target) => Copy(c => c.StandardOutputPipe = target);

    public Command WithStandardErrorPipe(PipeTarget target) => Copy(c => c.StandardErrorPipe = target);

    public override string ToString() => $"{TargetFilePath} {Arguments}";

    Command Copy(Action<Command> change)
    {
        var copy = (Command)MemberwiseClone();
        change(copy);
        return copy;
    }
}
