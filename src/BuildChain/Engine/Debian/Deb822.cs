namespace BuildChain.Engine.Debian;

/// <summary>The paragraph format of Debian's control files: package lists, dpkg's status, <c>*.sources</c>.</summary>
static class Deb822
{
    /// <summary>One paragraph after the other; a field's further lines keep their line breaks and indentation.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(TextReader reader, IReadOnlySet<string>? fields = null)
    {
        var paragraph = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? field = null;
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                if (paragraph.Count > 0)
                    yield return paragraph;
                paragraph = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                field = null;
            }
            else if (line[0] is ' ' or '\t')
            {
                if (field is not null)
                    paragraph[field] += "\n" + line;
            }
            else if (line[0] != '#')
            {
                field = AddField(paragraph, line, fields);
            }
        }

        if (paragraph.Count > 0)
            yield return paragraph;
    }

    /// <summary>Paragraphs as text, separated by an empty line.</summary>
    public static string Write(IEnumerable<IReadOnlyDictionary<string, string>> paragraphs)
        => string.Join('\n', paragraphs.Select(paragraph => string.Concat(paragraph.Select(field => $"{field.Key}: {field.Value}\n"))));

    static string? AddField(Dictionary<string, string> paragraph, string line, IReadOnlySet<string>? wanted)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return null;
        var name = line[..colon];
        if (wanted?.Contains(name) == false)
            return null;
        paragraph[name] = line[(colon + 1)..].Trim();
        return name;
    }
}
