namespace Nuke.Common.Utilities;

/// <summary>Comparing, trimming, splitting and quoting of text.</summary>
public static partial class StringExtensions
{
    public static bool IsNullOrEmpty(this string str) => string.IsNullOrEmpty(str);

    public static bool IsNullOrWhiteSpace(this string str) => string.IsNullOrWhiteSpace(str);

    public static string ToNullIfEmpty(this string str) => str.IsNullOrEmpty() ? null : str;

    public static string ToNullIfWhiteSpace(this string str) => str.IsNullOrWhiteSpace() ? null : str;

    public static bool EqualsOrdinalIgnoreCase(this string str, string other) => str.Equals(other, StringComparison.OrdinalIgnoreCase);

    public static bool EqualsAnyOrdinalIgnoreCase(this string str, params string[] others) => others.Any(str.EqualsOrdinalIgnoreCase);

    public static bool EqualsAnyOrdinalIgnoreCase(this string str, IEnumerable<string> others) => others.Any(str.EqualsOrdinalIgnoreCase);

    public static bool ContainsOrdinalIgnoreCase(this string str, string other) => str.Contains(other, StringComparison.OrdinalIgnoreCase);

    public static bool ContainsAnyOrdinalIgnoreCase(this string str, params string[] others) => others.Any(str.ContainsOrdinalIgnoreCase);

    public static bool StartsWithOrdinalIgnoreCase(this string str, string other) => str.StartsWith(other, StringComparison.OrdinalIgnoreCase);

    public static bool EndsWithOrdinalIgnoreCase(this string str, string other) => str.EndsWith(other, StringComparison.OrdinalIgnoreCase);

    public static bool StartsWithAny(this string str, params string[] others) => others.Any(str.StartsWith);

    public static bool EndsWithAny(this string str, params string[] others) => others.Any(str.EndsWith);

    /// <summary>Takes the text off once, if it is there.</summary>
    public static string TrimStart(this string str, string trim) => str.StartsWith(trim) ? str[trim.Length..] : str;

    /// <inheritdoc cref="TrimStart(string, string)"/>
    public static string TrimEnd(this string str, string trim) => str.EndsWith(trim) ? str[..^trim.Length] : str;

    public static string TrimMatchingDoubleQuotes(this string str) => TrimMatching(str, '"');

    public static string TrimMatchingSingleQuotes(this string str) => TrimMatching(str, '\'');

    public static string Truncate(this string str, int maxChars) => str.Length <= maxChars ? str : str[..maxChars] + "…";

    public static string Indent(this string text, int count) => new string(' ', count) + text;

    public static string Repeat(this char ch, int count) => new(ch, count);

    public static string Capitalize(this string text) => text.IsNullOrEmpty() ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Prepend(this string str, string prependText) => prependText + str;

    public static string Append(this string str, string appendText) => str + appendText;

    public static string[] SplitSpace(this string str) => str.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static string[] SplitLineBreaks(this string str, StringSplitOptions options = StringSplitOptions.None)
        => str.Split(["\r\n", "\n"], options);

    public static string[] SplitParagraphs(this string str, StringSplitOptions options = StringSplitOptions.None)
        => str.Split(["\r\n\r\n", "\n\n"], options);

    public static string DoubleQuote(this string str) => $"\"{str?.Replace("\"", "\\\"")}\"";

    /// <summary>Only what has a space and is not quoted yet; null and white space become empty.</summary>
    public static string DoubleQuoteIfNeeded(this string str) => str.DoubleQuoteIfNeeded(' ');

    public static string DoubleQuoteIfNeeded(this string str, params char?[] disallowed)
        => str.IsNullOrWhiteSpace() ? string.Empty
            : str.IsDoubleQuoted() || !ContainsAny(str, disallowed) ? str
            : str.DoubleQuote();

    public static string SingleQuote(this string str) => $"'{str?.Replace("'", "\\'")}'";

    public static string SingleQuoteIfNeeded(this string str) => str.SingleQuoteIfNeeded(' ');

    public static string SingleQuoteIfNeeded(this string str, params char?[] disallowed)
        => str.IsNullOrWhiteSpace() ? string.Empty
            : str.IsSingleQuoted() || !ContainsAny(str, disallowed) ? str
            : str.SingleQuote();

    public static bool IsDoubleQuoted(this string str) => str.StartsWith('"') && str.EndsWith('"');

    public static bool IsSingleQuoted(this string str) => str.StartsWith('\'') && str.EndsWith('\'');

    static bool ContainsAny(string str, char?[] characters) => characters.Any(x => x.HasValue && str.Contains(x.Value));

    static string TrimMatching(string str, char quote)
        => str.Length >= 2 && str[0] == quote && str[^1] == quote ? str[1..^1] : str;
}
