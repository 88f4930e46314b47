using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Compose;

/// <summary>What compose itself said against a file, as a finding. Rule: <c>compose</c>.</summary>
public static partial class ComposeVerdict
{
    /// <param name="error">What <c>docker compose config</c> wrote.</param>
    public static LintFinding Of(ComposeFile file, string error)
    {
        var words = error.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "it gave no reason";
        return new LintFinding(LintSeverity.Error, "compose", Place(file, words), $"compose does not take the file: {words}");
    }

    static SourcePosition Place(ComposeFile file, string words)
    {
        if (Line().Match(words) is { Success: true } line)
            return new SourcePosition(file.Name, int.Parse(line.Groups["line"].Value, CultureInfo.InvariantCulture), 1);
        // Most complaints begin with the path of what they are about: services.gateway.ports …
        ComposeNode? node = file.Values;
        var at = new SourcePosition(file.Name, 1, 1);
        foreach (var key in (NodePath().Match(words) is { Success: true } path ? path.Value : "").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if ((node as ComposeMap)?.Find(key) is not { } entry)
                break;
            (node, at) = (entry.Value, entry.At);
        }

        return at;
    }

    [GeneratedRegex(@"\bline (?<line>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"\b(?:services|networks|volumes)\.[\w.-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NodePath();
}
