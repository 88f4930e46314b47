using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>What the cache holds at one moment. Sizes are in bytes, of file contents.</summary>
/// <param name="DiskBytes">Everything below the root; a file with several hard links counts once.</param>
/// <param name="LiveBytes">The sum over all current snapshots; what targets share counts for each of them.</param>
/// <param name="HeldBytes">What only running builds need: staging directories, and replaced snapshots that are still read.</param>
/// <param name="OrphanedBytes">What <c>CachePrune</c> removes at once: remainders that nobody holds.</param>
public sealed record CacheStatus(
    string Root, IReadOnlyList<CacheTargetStatus> Targets, long DiskBytes, long LiveBytes, long HeldBytes, long OrphanedBytes);

/// <summary>One target of a <see cref="CacheStatus"/>.</summary>
/// <param name="LiveBytes">The current snapshot, including what it shares with other targets.</param>
/// <param name="Exported">When the current snapshot was written; null without one.</param>
/// <param name="LastUsed">When it was last published or opened for reading.</param>
/// <param name="Holders">Who reads the current snapshot or writes a new one.</param>
/// <param name="Problem">Why the current snapshot cannot be used; null when it can, or when there is none.</param>
public sealed record CacheTargetStatus(
    CacheTarget Target,
    long LiveBytes,
    long OrphanedBytes,
    DateTimeOffset? Exported,
    DateTimeOffset? LastUsed,
    IReadOnlyList<LockHolder> Holders,
    string? Problem);
