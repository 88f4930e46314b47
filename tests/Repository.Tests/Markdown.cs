using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>A fenced block of a page; <paramref name="Info"/> is what follows the fence, such as <c>sh run</c>.</summary>
sealed partial record Snippet(string Page, int Line, string Info, string Text)
{
    public string Language => Info.Split(' ')[0];

    /// <summary>The test that its info names: <c>sh test=NAME</c>.</summary>
    public string? Test => Info.Split(" test=") is [_, var name] ? name : null;

    /// <summary>Its commands, without comments.</summary>
    public IReadOnlyList<string> Commands => [.. Text.Split('\n').Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0)];

    public override string ToString() => $"{Page}:{Line}";

    [GeneratedRegex(@"(?:^|\s)#.*$")]
    private static partial Regex Comment();
}

/// <summary>The parts of Markdown that the tests look at.</summary>
static partial class Markdown
{
    public static IReadOnlyList<Snippet> Snippets { get; } = [.. Tree.Pages.SelectMany(SnippetsOf)];

    /// <summary>The block whose info names the calling test.</summary>
    public static Snippet Tested([CallerMemberName] string test = "") => Assert.Single(Snippets, snippet => snippet.Test == test);

    static IEnumerable<Snippet> SnippetsOf(string page)
    {
        var text = Tree.Read(page);
        return Fence().Matches(text).Select(match => new Snippet(
            page, text[..match.Index].Count(c => c == '\n') + 1, match.Groups["info"].Value.Trim(), match.Groups["text"].Value));
    }

    /// <summary>What is in backticks in the first column of the tables below a heading, or anywhere in them.</summary>
    public static IReadOnlyList<string> Words(string section, bool firstColumnOnly = true) =>
    [
        .. section.Split('\n').Where(line => line.StartsWith('|'))
            .SelectMany(line => Word().Matches(firstColumnOnly ? line.Split('|')[1] : line)).Select(match => match.Groups[1].Value)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>A page's text from a heading to the next of the same rank.</summary>
    public static string Section(string page, string heading)
    {
        var text = Tree.Read(page);
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{page} has no '{heading}'");
        var end = text.IndexOf($"\n{heading.Split(' ')[0]} ", start + heading.Length + 1, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"^```(?<info>[^\n`]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
