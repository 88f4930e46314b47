using System.Text.RegularExpressions;

namespace BuildChain.Bake;

/// <summary>Reads what <c>--progress plain</c> wrote.</summary>
public static partial class PlainProgress
{
    /// <summary>
    /// Every part that is found is given. Output that is no plain progress gives its last <c>ERROR:</c> line, or nothing.
    /// </summary>
    /// <param name="targets">The bake's targets: before 0.17 buildx names the failed one only in front of its step.</param>
    public static BakeFailure ReadFailure(string output, IReadOnlyList<string> targets)
    {
        var lines = output.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var step = FailedStep(lines);
        var error = lines.LastOrDefault(l => l.StartsWith("ERROR: ", StringComparison.Ordinal));
        var target = error is null ? null : TargetError().Match(error);
        var name = step is null ? null : NameOf(lines, step);
        var at = lines.FindLastIndex(l => SourceLocation().IsMatch(l));
        return new BakeFailure
        {
            Target = target is { Success: true } ? target.Groups["target"].Value : targets.Count == 1 ? targets[0] : TargetOf(name, targets),
            Step = name,
            Location = at < 0 ? null : lines[at],
            Source = at < 0 ? [] : [.. lines.Skip(at + 2).TakeWhile(l => l.Contains(" | ", StringComparison.Ordinal))],
            Log = step is null ? [] : [.. LogOf(lines, step)],
            Error = target is { Success: true } ? target.Groups["error"].Value : error is null ? null : WithoutSolve(error["ERROR: ".Length..]),
        };
    }

    /// <summary>The number of the step whose block ends with an error; steps that were stopped because of it say CANCELED.</summary>
    static string? FailedStep(List<string> lines)
        => lines.Select(l => StepError().Match(l)).LastOrDefault(m => m.Success)?.Groups["step"].Value;

    static string? NameOf(List<string> lines, string step)
        => lines.FirstOrDefault(l => l.StartsWith($"#{step} ", StringComparison.Ordinal))?[(step.Length + 2)..];

    static string? TargetOf(string? step, IReadOnlyList<string> targets)
        => targets.FirstOrDefault(t => step is not null && step.StartsWith($"[{t} ", StringComparison.Ordinal));

    static string WithoutSolve(string error) => error.StartsWith("failed to solve: ", StringComparison.Ordinal) ? error["failed to solve: ".Length..] : error;

    static IEnumerable<string> LogOf(List<string> lines, string step)
        => lines.Select(l => LogLine().Match(l)).Where(m => m.Success && m.Groups["step"].Value == step).Select(m => m.Groups["text"].Value);

    [GeneratedRegex(@"^#(?<step>\d+) ERROR: ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StepError();

    // "#22 0.210 text": seconds since the step began.
    [GeneratedRegex(@"^#(?<step>\d+) \d+\.\d+ (?<text>.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LogLine();

    [GeneratedRegex(@"^ERROR: target (?<target>\S+?): (?:failed to solve: )?(?<error>.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TargetError();

    // The file's name and line, alone on a line and followed by dashes.
    [GeneratedRegex(@"^[^\s#][^:]*:\d+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SourceLocation();
}
