namespace Nuke.Common.Utilities;

partial class StringExtensions
{
    public static string Join(this IEnumerable<string> enumerable, string separator) => string.Join(separator, enumerable);

    public static string Join(this IEnumerable<string> enumerable, char separator) => string.Join(separator, enumerable);

    public static string JoinSpace(this IEnumerable<string> values) => values.Join(" ");

    public static string JoinDash(this IEnumerable<string> values) => values.Join("-");

    public static string JoinUnderscore(this IEnumerable<string> values) => values.Join("_");

    public static string JoinSemicolon(this IEnumerable<string> values) => values.Join(";");

    public static string JoinSlash(this IEnumerable<string> values) => values.Join("/");

    public static string JoinDot(this IEnumerable<string> values) => values.Join(".");

    public static string JoinComma(this IEnumerable<string> values) => values.Join(",");

    public static string JoinCommaSpace(this IEnumerable<string> values) => values.Join(", ");

    /// <summary><c>a, b, or c</c></summary>
    public static string JoinCommaOr(this IEnumerable<string> values) => Enumerate(values.ToList(), "or");

    /// <summary><c>a, b, and c</c></summary>
    public static string JoinCommaAnd(this IEnumerable<string> values) => Enumerate(values.ToList(), "and");

    public static string JoinNewLine(this IEnumerable<string> values, PlatformFamily? platformFamily = null)
        => values.Join(LineBreak(platformFamily));

    public static string JoinParagraph(this IEnumerable<string> values, PlatformFamily? platformFamily = null)
        => values.Join(LineBreak(platformFamily) + LineBreak(platformFamily));

    static string Enumerate(List<string> values, string word)
        => values.Count switch
        {
            < 2 => values.JoinCommaSpace(),
            2 => $"{values[0]} {word} {values[1]}",
            _ => $"{values.Take(values.Count - 1).JoinCommaSpace()}, {word} {values[^1]}",
        };

    static string LineBreak(PlatformFamily? platform)
        => platform switch
        {
            null => Environment.NewLine,
            PlatformFamily.Windows => "\r\n",
            _ => "\n",
        };
}
