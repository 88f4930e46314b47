using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Components.Reporting;

/// <summary>What GitHub shows of a workflow run, as texts: sections of a job's summary, and commands that become annotations.</summary>
/// <remarks>https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands</remarks>
static partial class GitHubText
{
    /// <summary>A heading and a text of the build's, which is aligned for a terminal.</summary>
    public static string Section(string title, string text) => $"### {title}\n\n````text\n{text.ReplaceLineEndings("\n").TrimEnd('\n')}\n````\n\n";

    /// <summary>One <c>::error</c> for each line of the text that names file, line and column; files are relative to the root.</summary>
    public static IEnumerable<string> Annotations(string text, string root)
        => Place().Matches(text.ReplaceLineEndings("\n")).Select(match => Error(
            match.Groups["text"].Value.Trim(), Relative(match.Groups["file"].Value.Trim(), root), match.Groups["line"].Value, match.Groups["column"].Value));

    /// <summary>An error where the innermost line of a stack trace is that has a file below the root; without one it is at no place.</summary>
    public static string Failure(string message, string stackTrace, string root)
    {
        var frame = Frame().Matches(stackTrace.ReplaceLineEndings("\n")).FirstOrDefault(match => !Path.IsPathRooted(Relative(match.Groups["file"].Value, root)));
        return frame is null ? Error(message) : Error(message, Relative(frame.Groups["file"].Value, root), frame.Groups["line"].Value);
    }

    static string Error(string message, string file = "", string line = "", string column = "")
    {
        (string Key, string Value)[] properties = [("file", file), ("line", line), ("col", column)];
        var given = string.Join(',', properties.Where(x => x.Value.Length > 0).Select(x => $"{x.Key}={Property(x.Value)}"));
        return string.Create(CultureInfo.InvariantCulture, $"::error{(given.Length > 0 ? " " : "")}{given}::{Escape(message)}");
    }

    static string Relative(string file, string root)
    {
        if (!Path.IsPathRooted(file))
            return file;
        var relative = Path.GetRelativePath(root, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative.Replace('\\', '/');
    }

    static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    static string Property(string text) => Escape(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    // template.yaml:12:7: what is wrong       Gateway.cs(12,7): error CS1002: ; expected
    [GeneratedRegex(
        @"^[ \t\-→]*(?<file>[^\s:()][^:()\n]*\.\w+)(?::(?<line>\d+):(?<column>\d+):|\((?<line>\d+),(?<column>\d+)\):) (?!warning|note)(?:error:? )?(?<text>.+)$",
        RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@" in (?<file>[^\n]+):line (?<line>\d+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Frame();
}
