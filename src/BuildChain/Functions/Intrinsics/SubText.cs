using System.Text;

namespace BuildChain.Functions.Intrinsics;

/// <summary>A part of the text of <c>Fn::Sub</c>: literal text, or the name of a variable.</summary>
readonly record struct SubPart(string Text, bool IsVariable);

/// <summary>The text of <c>Fn::Sub</c>, taken apart: <c>${Name}</c>, <c>${Resource.Attribute}</c>, <c>${!Literal}</c>.</summary>
static class SubText
{
    /// <summary>Blanks around a name are dropped, <c>${!x}</c> is the text <c>${x}</c>, and a <c>${</c> that does not end is text.</summary>
    public static IReadOnlyList<SubPart> Parse(string text)
    {
        var parts = new List<SubPart>();
        var literal = new StringBuilder();
        var at = 0;
        while (text.IndexOf("${", at, StringComparison.Ordinal) is var open and >= 0
            && text.IndexOf('}', open) is var close and >= 0)
        {
            literal.Append(text, at, open - at);
            var name = text.AsSpan(open + 2, close - open - 2);
            if (name.StartsWith("!"))
            {
                literal.Append("${").Append(name[1..]).Append('}');
            }
            else
            {
                Flush(literal, parts);
                parts.Add(new SubPart(name.Trim().ToString(), IsVariable: true));
            }

            at = close + 1;
        }

        literal.Append(text, at, text.Length - at);
        Flush(literal, parts);
        return parts;
    }

    public static bool IsName(string name)
        => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':');

    static void Flush(StringBuilder literal, List<SubPart> parts)
    {
        if (literal.Length > 0)
            parts.Add(new SubPart(literal.ToString(), IsVariable: false));
        literal.Clear();
    }
}
