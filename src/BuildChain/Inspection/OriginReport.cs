using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BuildChain.Bake;

namespace BuildChain.Inspection;

/// <summary>Origins as texts.</summary>
public static class OriginReport
{
    /// <summary>One block per image: what it says about itself, line by line.</summary>
    /// <param name="now">To tell ages.</param>
    public static string Table(IReadOnlyList<ImageOrigin> origins, DateTimeOffset now) => string.Join('\n', origins.Select(origin => Block(origin, now)));

    /// <summary>
    /// <code>
    /// { "schema": 1, "images": [{ "name", "imageId", "container"?, "references": [], "target", "kind", "brand", "version",
    ///     "commit", "branch", "commitTime", "dirty": bool, "baseName", "baseDigest", "template", "function", "env", "project", "run",
    ///     "bytes", "layers": ["sha256:…"], "cache"?, "cacheExported"?, "cacheBytes"? }] }    // "" where the image does not say
    /// </code>
    /// </summary>
    public static string Json(IReadOnlyList<ImageOrigin> origins) => JsonSerializer.Serialize(new OriginDocument(1, origins), OriginJson.Default.OriginDocument) + "\n";

    static string Block(ImageOrigin origin, DateTimeOffset now)
    {
        (string Key, string Value)[] rows =
        [
            ("target", Joined(" ", origin.Target, origin.Kind.Length > 0 ? $"({origin.Kind})" : "")),
            ("commit", Joined(" ", origin.Commit, origin.Dirty ? "and uncommitted sources" : "")),
            ("branch", origin.Branch),
            ("committed", origin.CommitTime),
            ("version", Joined(" ", origin.Brand, origin.Version)),
            ("tags", string.Join(", ", origin.References)),
            ("digest", origin.ImageId),
            ("base", Joined(" ", origin.BaseName, origin.BaseDigest)),
            ("function", origin.Function),
            ("template", origin.Template),
            ("made for", Joined(", ", Named("env", origin.Env), Named("project", origin.Project), Named("run", origin.Run))),
            ("size", origin.Bytes == 0 ? "" : $"{HumanText.Bytes(origin.Bytes)} in {Amount.Of(origin.Layers.Count, "layer")}"),
            ("cache", origin is { Cache: { } cache, CacheExported: { } exported }
                ? $"{cache}, {HumanText.Bytes(origin.CacheBytes ?? 0)}, exported {HumanText.Age(now - exported)} ago" : "none"),
        ];
        return TextTable.Render(
            [origin.Container is null ? "IMAGE" : "CONTAINER", origin.Container ?? origin.Name],
            rows.Select(row => new[] { row.Key, row.Value.Length == 0 ? "-" : row.Value }));
    }

    static string Named(string name, string value) => value.Length == 0 ? "" : $"{name} {value}";

    static string Joined(string separator, params string[] parts) => string.Join(separator, parts.Where(part => part.Length > 0));
}

sealed record OriginDocument(int Schema, IReadOnlyList<ImageOrigin> Images);

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OriginDocument))]
sealed partial class OriginJson : JsonSerializerContext;
