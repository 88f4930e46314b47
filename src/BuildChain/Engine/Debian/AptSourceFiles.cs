using System.Text.RegularExpressions;

namespace BuildChain.Engine.Debian;

/// <summary>Reads a machine's apt sources, in both formats of <c>sources.list(5)</c>.</summary>
static partial class AptSourceFiles
{
    static readonly HashSet<string> Structure = new(["Types", "URIs", "Suites", "Components", "Enabled"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every enabled binary source in <c>sources.list</c> and <c>sources.list.d</c>, in apt's order.</summary>
    public static IReadOnlyList<AptSource> ReadAll(string aptDirectory)
    {
        var main = new[] { Path.Combine(aptDirectory, "sources.list") }.Where(File.Exists);
        var parts = Path.Combine(aptDirectory, "sources.list.d");
        var files = Directory.Exists(parts) ? Directory.GetFiles(parts).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return
        [
            .. main.Concat(files).SelectMany(file => Path.GetExtension(file) switch
            {
                ".list" => ParseList(File.ReadAllText(file)),
                ".sources" => ParseSources(File.ReadAllText(file)),
                _ => [],
            }),
        ];
    }

    /// <summary>The deb822 format.</summary>
    public static IEnumerable<AptSource> ParseSources(string text)
        => Deb822.Read(new StringReader(text))
            .Where(paragraph => Words(paragraph, "Types").Contains("deb") && !IsNo(paragraph.GetValueOrDefault("Enabled")))
            .Select(paragraph => new AptSource(Words(paragraph, "URIs"), Words(paragraph, "Suites"), Words(paragraph, "Components"))
            {
                Options = paragraph.Where(field => !Structure.Contains(field.Key)).ToDictionary(field => field.Key, field => field.Value),
            })
            .Where(source => source.Uris.Count > 0 && source.Suites.Count > 0);

    /// <summary>The one-line format: <c>deb [signed-by=… arch=…] uri suite component…</c>.</summary>
    public static IEnumerable<AptSource> ParseList(string text)
        => text.Split('\n').Select(line => Line().Match(line)).Where(match => match.Success).Select(match =>
        {
            var words = match.Groups["rest"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return new AptSource([words[0]], [words[1]], words[2..]) { Options = ListOptions(match.Groups["options"].Value) };
        });

    static Dictionary<string, string> ListOptions(string options)
        => options.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(option => option.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => FieldName(pair[0].TrimEnd('+', '-')), pair => pair[1].Replace(',', ' '));

    // Both formats have the same options under slightly different names.
    static string FieldName(string option) => option.ToLowerInvariant() switch
    {
        "arch" => "Architectures",
        "lang" => "Languages",
        "target" => "Targets",
        var name => string.Join('-', name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
    };

    static string[] Words(IReadOnlyDictionary<string, string> paragraph, string field)
        => (paragraph.GetValueOrDefault(field) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static bool IsNo(string? value) => value?.ToLowerInvariant() is "no" or "false" or "0" or "off" or "without" or "disable";

    [GeneratedRegex(@"^\s*deb\s+(?:\[(?<options>[^\]]*)\]\s*)?(?<rest>[^\s#\[]\S*\s+[^\s#]+[^#]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
