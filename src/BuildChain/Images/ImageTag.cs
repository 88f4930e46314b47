using System.Text;

namespace BuildChain.Images;

/// <summary>A legal image tag: <c>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}</c>, the tag rule of the OCI distribution specification.</summary>
public sealed record ImageTag
{
    public const int MaxLength = 128;
    public const string Rule = "1 to 128 of A-Z a-z 0-9 _ . -, the first not '.' or '-'";

    ImageTag(string value) => Value = value;

    public static ImageTag Latest { get; } = new("latest");

    public string Value { get; }

    /// <param name="text">The tag as the user gave it.</param>
    /// <param name="source">Where it came from, for the error: <c>--tag</c>, <c>ESB_TAG</c>.</param>
    /// <exception cref="BuildChainException">Not a legal tag; names the offending character and a legal form of it.</exception>
    public static ImageTag Parse(string text, string? source = null)
        => Fault(text) is not { } fault
            ? new ImageTag(text)
            : throw new BuildChainException(
                $"{(source is null ? "" : $"{source}: ")}'{text}' is not an image tag: {fault}. A tag is {Rule}.",
                Sanitize(text) is { Length: > 0 } legal ? $"A legal form of it: {legal}" : "Give a tag such as 'latest' or 'v1.2'.");

    public static bool IsLegal(string text) => Fault(text) is null;

    /// <summary>
    /// A legal tag that resembles the text: runs of illegal characters become one '-', an illegal start is dropped,
    /// the end is cut at 128 characters. Empty when nothing legal is left. Legal tags stay as they are.
    /// </summary>
    public static string Sanitize(string text)
    {
        if (IsLegal(text))
            return text;
        var tag = new StringBuilder();
        foreach (var c in text)
        {
            if (IsTagCharacter(c))
                tag.Append(c);
            else if (tag.Length > 0 && tag[^1] != '-')
                tag.Append('-');
        }
        var legal = tag.ToString().TrimStart('.', '-').TrimEnd('-');
        return legal.Length <= MaxLength ? legal : legal[..MaxLength];
    }

    public override string ToString() => Value;

    static string? Fault(string text)
    {
        if (text.Length == 0)
            return "it is empty";
        if (text[0] is '.' or '-')
            return $"it starts with '{text[0]}'";
        var bad = text.Select((c, at) => (c, at)).FirstOrDefault(x => !IsTagCharacter(x.c));
        if (bad.c != default)
            return $"{Show(bad.c)} at position {bad.at + 1}";
        return text.Length > MaxLength ? $"it has {text.Length} characters" : null;
    }

    static bool IsTagCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    internal static string Show(char c) => char.IsControl(c) || (char.IsWhiteSpace(c) && c != ' ') ? $"character U+{(int)c:X4}" : $"character '{c}'";
}
