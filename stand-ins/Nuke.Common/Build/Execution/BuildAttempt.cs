using Serilog;

namespace Nuke.Common.Execution;

/// <summary>
/// <c>.nuke/temp/build-attempt.log</c>: what was invoked and which targets succeeded, so that <c>--continue</c> can leave those out.
/// </summary>
sealed class BuildAttempt
{
    readonly string _file;
    readonly HashSet<string> _previous;

    BuildAttempt(string file, IEnumerable<string> previous)
    {
        _file = file;
        _previous = new HashSet<string>(previous, StringComparer.Ordinal);
    }

    public static BuildAttempt Start(bool isContinued)
    {
        var file = Path.Combine(NukeBuild.TemporaryDirectory, "build-attempt.log");
        var invocation = string.Join(' ', EnvironmentInfo.CommandLineArguments.Where(x => !x.StartsWith('-')));
        var previous = isContinued && File.Exists(file) ? GetDone(File.ReadAllLines(file), invocation) : [];
        SharedFile.Write(file, string.Join(Environment.NewLine, [invocation, .. previous, string.Empty]), FileMode.Create);
        return new BuildAttempt(file, previous);
    }

    public bool HasDone(ExecutableTarget target) => _previous.Contains(target.Name);

    public void Add(ExecutableTarget target) => SharedFile.Write(_file, target.Name + Environment.NewLine, FileMode.Append);

    static string[] GetDone(string[] lines, string invocation)
    {
        if (lines.FirstOrDefault() == invocation)
            return lines[1..];

        Log.Warning("Build invocation changed. Restarting ...");
        return [];
    }
}
