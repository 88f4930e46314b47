using System.Globalization;
using System.Text;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>What was found wrong so far, and what has no effect; each said once, however often an alias or <c>Globals</c> repeats it.</summary>
sealed class TemplateProblems
{
    const int LongestQuote = 80;
    const int LongestName = 255;
    const int MostListed = 12;

    // Looking for near names costs time; nobody reads more than these.
    const int MostSuggested = 100;

    readonly Dictionary<(SourcePosition, string), TemplateError> errors = [];
    readonly Dictionary<(SourcePosition, string), TemplateNotice> notices = [];

    public bool Any => errors.Count > 0;

    public IReadOnlyList<TemplateNotice> Notices => [.. notices.Values.OrderBy(n => n.Position.Line).ThenBy(n => n.Position.Column)];

    public ErrorNode Error(SourcePosition position, string text, string accepted)
    {
        errors.TryAdd((position, text), new TemplateError(position, text, accepted));
        return new ErrorNode(position);
    }

    public void Notice(SourcePosition position, string text) => notices.TryAdd((position, text), new TemplateNotice(position, text));

    /// <summary>For what makes reading on pointless or dangerous.</summary>
    public TemplateException Fatal(SourcePosition position, string text, string accepted, Exception? cause = null)
    {
        Error(position, text, accepted);
        return Exception(cause);
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw Exception(null);
    }

    /// <summary>In quotes, control characters escaped, shortened: a template's text may not play with the reader's terminal.</summary>
    public static string Quote(string text) => $"'{Printable(text)}'";

    /// <summary><see cref="Quote"/> without the quotes, for names within a sentence.</summary>
    public static string Printable(string text)
    {
        var quoted = new StringBuilder();
        var shown = text.Length <= LongestQuote ? text.Length : char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        foreach (var c in text.AsSpan(0, shown))
        {
            if (c is '\n')
                quoted.Append("\\n");
            else if (IsInvisible(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append(text.Length > LongestQuote ? "…" : "").ToString();
    }

    /// <summary>Control characters, line separators, and those that steer writing direction or have no width.</summary>
    public static bool IsInvisible(char c)
        => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    /// <summary>The end of an error about an unknown name: what there is (when it is not too much) and the nearest of it.</summary>
    public string Known(string name, IEnumerable<string> candidates, string start = "There is: ")
    {
        if (errors.Count >= MostSuggested)
            return "Correct the errors above first.";

        var all = candidates.Where(c => c.Length <= LongestName && !c.Any(IsInvisible)).ToList();
        if (all.Count <= MostListed)
            return start + (name.Length <= LongestName ? NearestName.Describe(name, all) : string.Join(", ", all) + ".");
        return name.Length <= LongestName && NearestName.Find(name, all) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"There are {all.Count}, such as {string.Join(", ", all.Take(3))}.";
    }

    TemplateException Exception(Exception? cause)
        => new([.. errors.Values.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)], cause);
}
