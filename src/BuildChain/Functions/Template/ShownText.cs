using System.Globalization;
using System.Text;

namespace BuildChain.Functions;

/// <summary>A template's texts as messages show them: they may not play with the reader's terminal.</summary>
static class ShownText
{
    const int Longest = 80;

    /// <summary>In quotes, control characters escaped, shortened.</summary>
    public static string Quoted(this string text) => $"'{text.Printable()}'";

    /// <summary><see cref="Quoted"/> without the quotes, for names within a sentence.</summary>
    public static string Printable(this string text)
    {
        var printable = new StringBuilder();
        var shown = text.Length <= Longest ? text.Length : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        foreach (var c in text.AsSpan(0, shown))
        {
            if (c is '\n')
                printable.Append("\\n");
            else if (IsInvisible(c))
                printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                printable.Append(c);
        }

        return printable.Append(text.Length > Longest ? "…" : "").ToString();
    }

    /// <summary>Control characters, line separators, and those that steer writing direction or have no width.</summary>
    public static bool IsInvisible(char c)
        => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
