using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>Reads the output of <c>docker buildx bake --print</c> of buildx 0.13 and later; fields it does not know are skipped.</summary>
public static class BakeModelReader
{
    /// <param name="escaped">Whether that buildx writes <c>$${</c> for <c>${</c>: <see cref="BuildxFeatures.EscapedPrint"/>.</param>
    /// <exception cref="BuildChainException">Not the JSON that <c>--print</c> writes.</exception>
    public static BakeModel Read(string json, bool escaped = true)
    {
        Func<string, string> plain = escaped ? HclText.Unescape : text => text;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new BakeModel(
                Properties(root, "group").ToDictionary(g => g.Name, g => (IReadOnlyList<string>)Texts(g.Value, "targets"), StringComparer.Ordinal),
                Properties(root, "target").ToDictionary(t => t.Name, t => ReadTarget(t.Name, t.Value, plain), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new BuildChainException(
                $"The output of 'docker buildx bake --print' is not understood: {e.Message}",
                $"buildx {BuildxFeatures.Oldest} or later is needed; 'docker buildx version' shows yours.", e);
        }
    }

    static BakeTarget ReadTarget(string name, JsonElement t, Func<string, string> plain)
        => new(name)
        {
            Description = Text(t, "description") ?? "",
            Context = Text(t, "context") ?? ".",
            Contexts = Map(t, "contexts"),
            Dockerfile = Text(t, "dockerfile") is { Length: > 0 } file ? file : "Dockerfile",
            DockerfileInline = Text(t, "dockerfile-inline") is { } inline ? plain(inline) : null,
            Stage = Text(t, "target"),
            Args = Map(t, "args", plain),
            Labels = Map(t, "labels", plain),
            Tags = Texts(t, "tags"),
            Platforms = Texts(t, "platforms"),
            CacheFrom = Entries(t, "cache-from", ("registry", "ref")),
            CacheTo = Entries(t, "cache-to", ("registry", "ref")),
            Secrets = Entries(t, "secret", ("", "id")),
            Outputs = Entries(t, "output", ("local", "dest")),
            Attest = Entries(t, "attest", ("", "type")),
            NoCache = Flag(t, "no-cache"),
            Pull = Flag(t, "pull"),
        };

    static JsonElement.ObjectEnumerator Properties(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    static string? Text(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? JsonText.Of(value) : null;

    static bool Flag(JsonElement parent, string name) => Text(parent, name) is "true";

    static string[] Texts(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(JsonText.Of)]
            : [];

    static SortedDictionary<string, string> Map(JsonElement parent, string name, Func<string, string>? read = null)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in Properties(parent, name).Where(p => p.Value.ValueKind != JsonValueKind.Null))
            map[property.Name] = (read ?? (text => text))(JsonText.Of(property.Value));
        return map;
    }

    static BakeAttributes[] Entries(JsonElement parent, string name, (string Type, string Key) bareKey)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(e => BakeAttributes.Read(e, bareKey))]
            : [];
}
