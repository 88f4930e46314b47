using Nuke.Common.Tooling;

namespace BuildChain.Components.Reporting;

/// <summary>Takes the errors out of MSBuild's output, which gives each several times.</summary>
static class CompilerErrors
{
    /// <exception cref="BuildChainException">The process failed; every error once, without the project behind it.</exception>
    public static void Check(IProcess process, string what)
    {
        if (process.ExitCode == 0)
            return;
        var errors = process.Output
            .Select(line => line.Text.Trim())
            .Where(text => text.Contains(": error ", StringComparison.Ordinal))
            .Select(WithoutProject)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var shown = errors.Count > 0 ? errors : process.Output.TakeLast(20).Select(line => line.Text).ToList();
        throw new BuildChainException(
            $"{what} failed:{string.Concat(shown.Select(line => $"{Environment.NewLine}  {line}"))}",
            $"The whole output: {process.FileName} {process.Arguments}");
    }

    static string WithoutProject(string error)
    {
        var project = error.LastIndexOf(" [", StringComparison.Ordinal);
        return project > 0 && error.EndsWith(']') ? error[..project] : error;
    }
}
