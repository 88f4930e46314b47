using System.Text.Json;

namespace BuildChain.Engine;

/// <summary>What an engine and its tools can do, as far as a build depends on it.</summary>
public sealed record EngineFacts
{
    /// <summary>As the engine says it, for instance <c>28.5.2</c>.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The highest API version the engine speaks, for instance <c>1.51</c>.</summary>
    public required string ApiVersion { get; init; }

    public required string BuildxVersion { get; init; }

    public required string ComposeVersion { get; init; }

    /// <summary><c>overlayfs</c> with the containerd image store, <c>overlay2</c> without it.</summary>
    public required string StorageDriver { get; init; }

    /// <summary>The platform images are built for by default: <c>linux/amd64</c>, <c>linux/arm64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Images live in containerd's store (<c>driver-type io.containerd.snapshotter.v1</c>), not in a graph driver.</summary>
    public required bool ContainerdImageStore { get; init; }

    /// <summary>The engine runs without root.</summary>
    public required bool Rootless { get; init; }

    /// <summary>The docker driver can export build cache; it needs the containerd image store.</summary>
    public bool CacheExport => ContainerdImageStore;

    /// <summary>Reads the engine's own answers; the tools' versions come from the tools.</summary>
    /// <param name="version">The body of <c>GET /version</c>, or <c>.Server</c> of <c>docker version --format json</c>.</param>
    /// <param name="info">The body of <c>GET /info</c>, or <c>docker info --format json</c>.</param>
    internal static EngineFacts Read(JsonElement version, JsonElement info, string buildx, string compose) => new()
    {
        EngineVersion = Text(version, "Version"),
        ApiVersion = Text(version, "ApiVersion") is { Length: > 0 } api ? api : Text(version, "APIVersion"),
        Platform = $"{Text(version, "Os")}/{Text(version, "Arch")}",
        StorageDriver = Text(info, "Driver"),
        ContainerdImageStore = DriverType(info).StartsWith("io.containerd.snapshotter", StringComparison.Ordinal),
        Rootless = SecurityOptions(info).Any(option => option.Contains("name=rootless", StringComparison.Ordinal)),
        BuildxVersion = buildx,
        ComposeVersion = compose,
    };

    static string DriverType(JsonElement info)
        => Rows(info, "DriverStatus")
            .Where(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 2 && row[0].GetString() == "driver-type")
            .Select(row => row[1].GetString())
            .FirstOrDefault() ?? "";

    static IEnumerable<string> SecurityOptions(JsonElement info) => Rows(info, "SecurityOptions").Select(row => row.GetString() ?? "");

    static JsonElement.ArrayEnumerator Rows(JsonElement element, string name)
        => element.TryGetProperty(name, out var rows) && rows.ValueKind == JsonValueKind.Array ? rows.EnumerateArray() : default;

    static string Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
