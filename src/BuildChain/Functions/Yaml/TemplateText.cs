using System.Text;

namespace BuildChain.Functions.Yaml;

/// <summary>A template's file as text: UTF-8 without control characters, not too large.</summary>
static class TemplateText
{
    public static string Read(string path, string shownAs, TemplateProblems problems)
    {
        var start = new SourcePosition(shownAs, 1, 1);
        byte[] bytes;
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
                throw problems.Fatal(start, "The template is a directory.", "Name the file in it, such as template.yaml.");
            if (!file.Exists)
                throw problems.Fatal(start, "The template does not exist.", Nearby(path));
            if (file.Length > TemplateLimits.FileBytes)
                throw problems.Fatal(start, $"The template has {file.Length} bytes.", $"At most {TemplateLimits.FileBytes} bytes.");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw problems.Fatal(start, $"The template cannot be read: {e.Message}", "A readable file.", e);
        }

        return Check(Decode(bytes, start, problems), start, problems);
    }

    static string Decode(byte[] bytes, SourcePosition start, TemplateProblems problems)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            throw problems.Fatal(start with { Line = line }, "The template is not UTF-8 text.", "Save it as UTF-8.", e);
        }
    }

    // YAML allows no control characters; YamlDotNet takes some of them as blanks or as the end.
    static string Check(string text, SourcePosition start, TemplateProblems problems)
    {
        var at = text.AsSpan().IndexOfAny(Forbidden);
        if (at < 0)
            return text;

        var before = text.AsSpan(0, at);
        var position = start with { Line = 1 + before.Count('\n'), Column = at - before.LastIndexOf('\n') };
        throw problems.Fatal(
            position, $"The control character {text[at].ToString().Quoted()} stands in the template.",
            "Text, line ends and tabs; write a control character as an escape in double quotes.");
    }

    static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
        Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Except(['\t', '\n', '\r']).ToArray());

    static string Nearby(string path)
    {
        var directory = Path.GetDirectoryName(path);
        if (!Directory.Exists(directory))
            return $"{directory} does not exist either.";

        var templates = Directory.EnumerateFiles(directory)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" or ".template")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        return $"Templates in {directory}: {NearestName.Describe(Path.GetFileName(path), templates)}";
    }
}
