using System.Text.Json;
using BuildChain.Cache;

namespace BuildChain.Inspection;

/// <summary>Reads what the engine and the image's own version file say.</summary>
static class OriginReader
{
    const string Oci = "org.opencontainers.image.";

    /// <param name="image">One element of <c>docker image inspect</c>.</param>
    /// <param name="version">The text of its <c>version.json</c>; null where it has none.</param>
    public static ImageOrigin Read(string name, JsonElement image, string? version)
    {
        var labels = image.GetProperty("Config").TryGetProperty("Labels", out var all) && all.ValueKind == JsonValueKind.Object ? all : default;
        using var document = Parse(version);
        var stamp = document?.RootElement ?? default;
        var (brand, revision) = (Either(stamp, "brand", labels, Oci + "vendor"), Text(labels, Oci + "revision"));
        var function = Text(labels, BrandNames.Labels + "function");
        return new ImageOrigin(name, Text(image, "Id"))
        {
            References = Texts(image, "RepoTags"),
            Target = Text(stamp, "image") is { Length: > 0 } target ? target : Without(Text(labels, Oci + "title"), brand + "-"),
            Kind = Text(labels, BrandNames.Labels + "kind"),
            Brand = brand,
            Version = Either(stamp, "version", labels, Oci + "version"),
            Commit = Text(stamp, "commit") is { Length: > 0 } commit ? commit : revision.Split('-')[0],
            Branch = Text(stamp, "branch"),
            CommitTime = Either(stamp, "commitTime", labels, Oci + "created"),
            Dirty = revision.EndsWith("-dirty", StringComparison.Ordinal),
            BaseName = Text(labels, Oci + "base.name"),
            BaseDigest = Text(labels, Oci + "base.digest"),
            Template = Text(labels, BrandNames.Labels + "template"),
            Function = function,
            Env = Text(labels, BrandNames.Labels + "env"),
            Project = Text(labels, BrandNames.Labels + "project"),
            Run = Text(labels, BrandNames.Labels + "run"),
            Bytes = image.TryGetProperty("Size", out var size) ? size.GetInt64() : 0,
            Layers = image.TryGetProperty("RootFS", out var files) ? Texts(files, "Layers") : [],
        };
    }

    /// <summary>With the shared cache's entry for the target, where there is one.</summary>
    public static ImageOrigin WithCache(ImageOrigin origin, CacheStatus? cache)
        => cache?.Targets.FirstOrDefault(entry => entry.Target.Name == origin.Target && entry.Exported is not null) is not { } found ? origin
            : origin with { Cache = found.Target.ToString(), CacheExported = found.Exported, CacheBytes = found.LiveBytes };

    static JsonDocument? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Either(JsonElement first, string name, JsonElement second, string otherwise)
        => Text(first, name) is { Length: > 0 } text ? text : Text(second, otherwise);

    static string Without(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    static string Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static string[] Texts(JsonElement element, string name)
        => element.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];
}
