using System.Globalization;

namespace Serilog.Rendering;

/// <summary>
/// A parsed message template. Text and holes <c>{Name}</c>, <c>{Name,10:format}</c>, <c>{@Name}</c> (structure) and
/// <c>{$Name}</c> (ToString); <c>{{</c> and <c>}}</c> are braces; a malformed hole is plain text.
/// </summary>
sealed class MessageTemplate
{
    MessageTemplate(string text, List<TemplateToken> tokens)
    {
        Text = text;
        Tokens = tokens;
    }

    public string Text { get; }
    public IReadOnlyList<TemplateToken> Tokens { get; }

    public static MessageTemplate Parse(string text)
    {
        var tokens = new List<TemplateToken>();
        if (text.AsSpan().IndexOfAny('{', '}') < 0)
        {
            tokens.Add(new TemplateToken(text));
            return new MessageTemplate(text, tokens);
        }

        var position = 0;
        while (position < text.Length)
        {
            tokens.Add(text[position] == '{' && !IsDoubled(text, position)
                ? ParseHole(text, ref position)
                : ParseText(text, ref position));
        }

        return new MessageTemplate(text, tokens);
    }

    /// <summary>Gives each hole its value: by number if all holes are numbers, else by position; surplus values are ignored.</summary>
    public Dictionary<string, CapturedValue> Bind(object[] values)
    {
        if (values == null || values.Length == 0)
            return null;

        var holes = Tokens.Where(x => x.Name != null).ToList();
        var byNumber = holes.Count > 0 && holes.All(x => x.Number != null);
        var properties = new Dictionary<string, CapturedValue>(StringComparer.Ordinal);
        for (var i = 0; i < holes.Count; i++)
        {
            var index = byNumber ? holes[i].Number.Value : i;
            if (index < values.Length)
                properties[holes[i].Name] = new CapturedValue(values[index], holes[i].Capture);
        }

        return properties;
    }

    static bool IsDoubled(string text, int position)
        => position + 1 < text.Length && text[position + 1] == text[position];

    static TemplateToken ParseText(string text, ref int position)
    {
        var start = position;
        var escaped = false;
        while (position < text.Length)
        {
            if (text[position] is '{' or '}')
            {
                if (IsDoubled(text, position))
                {
                    escaped = true;
                    position++;
                }
                else if (text[position] == '{')
                {
                    break;
                }
            }

            position++;
        }

        var raw = text[start..position];
        return new TemplateToken(escaped ? raw.Replace("{{", "{").Replace("}}", "}") : raw);
    }

    static TemplateToken ParseHole(string text, ref int position)
    {
        var start = position++;
        while (position < text.Length && IsInsideHole(text[position]))
            position++;

        if (position == text.Length || text[position] != '}')
            return new TemplateToken(text[start..position]);

        position++;
        var raw = text[start..position];
        return TemplateToken.TryParseHole(raw) ?? new TemplateToken(raw);
    }

    static bool IsInsideHole(char c)
        => c != '}' && (char.IsLetterOrDigit(c) || char.IsPunctuation(c) || c is ' ' or '+' or '|' or '$');
}

/// <summary>How a hole asks its value to be captured.</summary>
enum Capture
{
    Default,
    Structure,
    Text,
}

/// <summary>Plain text (<see cref="Name"/> is null) or a hole of a message template.</summary>
sealed record TemplateToken(string Raw)
{
    public string Name { get; private init; }
    public int? Number { get; private init; }
    public string Format { get; private init; }
    public int? Alignment { get; private init; }
    public Capture Capture { get; private init; }

    /// <summary>The hole written as <paramref name="raw"/> (with its braces), or null if it isn't a valid one.</summary>
    public static TemplateToken TryParseHole(string raw)
    {
        var content = raw[1..^1];
        string format = null;
        string alignment = null;

        var colon = content.IndexOf(':');
        if (colon >= 0)
            (content, format) = (content[..colon], content[(colon + 1)..]);

        var comma = content.IndexOf(',');
        if (comma >= 0)
            (content, alignment) = (content[..comma], content[(comma + 1)..]);

        var capture = content.Length == 0 ? Capture.Default : content[0] switch
        {
            '@' => Capture.Structure,
            '$' => Capture.Text,
            _ => Capture.Default,
        };
        var name = capture == Capture.Default ? content : content[1..];
        if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            return null;

        var width = 0;
        if (alignment != null && (!int.TryParse(alignment, CultureInfo.InvariantCulture, out width) || width == 0))
            return null;

        return new TemplateToken(raw)
        {
            Name = name,
            Number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Format = format,
            Alignment = alignment == null ? null : width,
            Capture = capture,
        };
    }
}
