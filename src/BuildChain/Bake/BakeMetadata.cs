using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>What <c>--metadata-file</c> says of one target.</summary>
/// <param name="BuildRef"><c>builder/node/id</c> of the build record.</param>
public sealed record BakeMetadata(string? BuildRef, string? Digest, string? ConfigDigest)
{
    /// <summary>By target. A target without an image has no digests.</summary>
    public static IReadOnlyDictionary<string, BakeMetadata> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject()
            .Where(t => t.Value.ValueKind == JsonValueKind.Object) // "buildx.build.warnings" stands beside the targets
            .ToDictionary(
                t => t.Name,
                t => new BakeMetadata(Text(t.Value, "buildx.build.ref"), Text(t.Value, "containerimage.digest"), Text(t.Value, "containerimage.config.digest")),
                StringComparer.Ordinal);
    }

    static string? Text(JsonElement target, string name)
        => target.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
