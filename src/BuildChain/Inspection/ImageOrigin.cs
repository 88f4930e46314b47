namespace BuildChain.Inspection;

/// <summary>What an image is and where it comes from. A text is empty where the image does not say.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="ImageId">What the engine knows the image by.</param>
public sealed record ImageOrigin(string Name, string ImageId)
{
    /// <summary>The container that was asked for; null for an image.</summary>
    public string? Container { get; init; }

    /// <summary>The image's references; a container's is first the one that it was started by.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The bake target.</summary>
    public string Target { get; init; } = "";

    /// <summary><c>base</c>, <c>control</c>, <c>function</c>, <c>registry</c> or <c>meta</c>.</summary>
    public string Kind { get; init; } = "";

    public string Brand { get; init; } = "";
    public string Version { get; init; } = "";
    public string Commit { get; init; } = "";
    public string Branch { get; init; } = "";

    /// <summary>ISO 8601 in UTC.</summary>
    public string CommitTime { get; init; } = "";

    /// <summary>Its sources were not those of the commit.</summary>
    public bool Dirty { get; init; }

    /// <summary>The image that everything stands on, by name and digest.</summary>
    public string BaseName { get; init; } = "";

    public string BaseDigest { get; init; } = "";

    /// <summary>Of a function: the template, and the function's name in it.</summary>
    public string Template { get; init; } = "";

    public string Function { get; init; } = "";
    public string Env { get; init; } = "";
    public string Project { get; init; } = "";
    public string Run { get; init; } = "";

    /// <summary>Compressed size in bytes with the containerd image store, unpacked size without it.</summary>
    public long Bytes { get; init; }

    /// <summary>Digests of the unpacked layers, the lowest first.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>The target's entry in the shared cache, such as <c>base-images/os-base</c>; null where there is none.</summary>
    public string? Cache { get; init; }

    /// <summary>When that was exported, UTC.</summary>
    public DateTimeOffset? CacheExported { get; init; }

    public long? CacheBytes { get; init; }
}
