using System.Text.Json;
using System.Text.RegularExpressions;

namespace BuildChain.Bake;

/// <summary>
/// The names that bake files declare, read from their text without buildx: for "not found" messages, and to tell own images from foreign ones.
/// Names starting with '_' are hidden.
/// </summary>
public sealed partial record BakeFileNames(IReadOnlyList<string> Targets, IReadOnlyList<string> Groups)
{
    public IReadOnlyList<string> All => [.. Groups, .. Targets];

    public static BakeFileNames Read(BakeRequest request)
    {
        var names = request.Files
            .Select(f => Path.Combine(request.Root, f)).Where(File.Exists)
            .SelectMany(f => f.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? FromJson(File.ReadAllText(f)) : FromHcl(File.ReadAllText(f)))
            .Where(n => !n.Name.StartsWith('_'))
            .ToList();
        IReadOnlyList<string> Of(string kind) => [.. names.Where(n => n.Kind == kind).Select(n => n.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new BakeFileNames(Of("target"), Of("group"));
    }

    /// <summary>The variables that a bake file of HCL declares.</summary>
    public static IReadOnlyList<string> Variables(string file) => [.. FromHcl(File.ReadAllText(file)).Where(n => n.Kind == "variable").Select(n => n.Name)];

    static IEnumerable<(string Kind, string Name)> FromHcl(string text)
        => Block().Matches(text).Select(m => (m.Groups["kind"].Value, m.Groups["name"].Value));

    static IEnumerable<(string Kind, string Name)> FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. document.RootElement.EnumerateObject()
                .Where(kind => kind.Value.ValueKind == JsonValueKind.Object)
                .SelectMany(kind => kind.Value.EnumerateObject().Select(item => (kind.Name, item.Name)))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return []; // buildx reports it, with its place.
        }
    }

    [GeneratedRegex("""^[ \t]*(?<kind>target|group|variable)[ \t]+"(?<name>[^"]+)"[ \t]*\{""", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Block();
}
