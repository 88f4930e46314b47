using Nuke.Common.Tooling;

namespace BuildChain.Components.Reporting;

/// <summary>Takes the errors out of MSBuild's output, which gives each several times.</summary>
static class CompilerErrors
{
    /// <exception cref="BuildChainException">The process failed; every error once, without the project behind it.</exception>
    public static void Check(IProcess process, string what)
    {
        if (process.ExitCode != 0)
            throw Failure([.. process.Output.Select(line => line.Text)], what, $"{process.FileName} {process.Arguments}");
    }

    /// <param name="output">Line by line.</param>
    internal static BuildChainException Failure(IReadOnlyList<string> output, string what, string command)
    {
        var errors = output
            .Select(line => line.Trim())
            .Where(text => text.Contains(": error ", StringComparison.Ordinal))
            .Select(WithoutProject)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (errors.Find(SaysThatTheDiskIsFull) is { } full)
            return new BuildChainException($"{what} failed, since the disk is full:{Environment.NewLine}  {full}", "Make room there (df -h shows how much there is), and run the command again.");
        var shown = errors.Count > 0 ? errors : output.TakeLast(20);
        return new BuildChainException($"{what} failed:{string.Concat(shown.Select(line => $"{Environment.NewLine}  {line}"))}", $"The whole output: {command}");
    }

    static bool SaysThatTheDiskIsFull(string error)
        => error.Contains("No space left on device", StringComparison.Ordinal)
           || error.Contains("Disk quota exceeded", StringComparison.Ordinal)
           || error.Contains("not enough space on the disk", StringComparison.OrdinalIgnoreCase);

    static string WithoutProject(string error)
    {
        var project = error.LastIndexOf(" [", StringComparison.Ordinal);
        return project > 0 && error.EndsWith(']') ? error[..project] : error;
    }
}
