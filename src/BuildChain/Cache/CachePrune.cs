namespace BuildChain.Cache;

/// <summary>What <see cref="CacheStore.PruneAsync"/> removes besides remainders, which always go.</summary>
public sealed record CachePrunePolicy
{
    /// <summary>Remove least recently used targets until the cache has no more bytes than this on disk.</summary>
    public long? KeepBytes { get; init; }

    /// <summary>Remove targets that were not used for this long.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Also remove targets with a blob whose content is not what its digest says; reads all bytes.</summary>
    public bool VerifyDigests { get; init; }
}

/// <summary>Something that was removed, or (in <see cref="CachePruneResult.Left"/>) was to be removed and was not.</summary>
public sealed record PrunedItem(string Path, string Reason);

/// <summary>The outcome of <see cref="CacheStore.PruneAsync"/>.</summary>
/// <param name="FreedBytes">How much smaller the cache became; another build may have added to it meanwhile.</param>
/// <param name="DiskBytes">What is left.</param>
public sealed record CachePruneResult(
    IReadOnlyList<PrunedItem> Removed, IReadOnlyList<PrunedItem> Left, long FreedBytes, long DiskBytes);
