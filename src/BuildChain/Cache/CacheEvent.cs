namespace BuildChain.Cache;

public enum CacheEventKind
{
    /// <summary>Something in the cache is not as it should be and is not used; the message names it and says what is wrong.</summary>
    BadContent,

    /// <summary>Something that stood in the way was moved below <c>.aside</c>, for <c>CachePrune</c> to remove.</summary>
    SetAside,

    /// <summary>The file system has no hard links here: blobs are copied. Told once per store.</summary>
    Copying,

    /// <summary>Another process holds the switch lock for longer than a switch takes; the message names it.</summary>
    Waiting,

    /// <summary>The cache cannot be read or written; the build goes on without.</summary>
    Unusable,
}

/// <summary>What the store noticed. <see cref="Target"/> is null where it concerns the whole store.</summary>
public sealed record CacheEvent(CacheEventKind Kind, CacheTarget? Target, string Message)
{
    public override string ToString() => Target is null ? $"cache: {Message}" : $"cache {Target}: {Message}";
}
