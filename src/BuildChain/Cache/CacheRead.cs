using BuildChain.Bake;
using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>
/// The snapshot that was current when the build began, held so that nobody removes it; or, where <see cref="SnapshotPath"/> is null,
/// the knowledge that there is none. Disposing lets go of it.
/// </summary>
public sealed class CacheRead : IDisposable, IAsyncDisposable
{
    readonly CacheStore store;
    FileLock? lease;

    internal CacheRead(CacheStore store, CacheTarget target, string? seenId, OciLayout? layout, FileLock? lease)
    {
        (this.store, Target, SeenId, Layout, this.lease) = (store, target, seenId, layout, lease);
        Began = DateTimeOffset.UtcNow;
    }

    public CacheTarget Target { get; }

    /// <summary>An absolute path, for <c>type=local,src=…</c>; null when there is nothing to read.</summary>
    public string? SnapshotPath => Layout?.Directory;

    /// <summary>For <c>digest=…</c>, which spares buildx reading, and locking, the snapshot's index.json.</summary>
    public string? ManifestDigest => Layout?.ManifestDigest;

    /// <summary>The entry for <c>cache-from</c>; null when there is nothing to read.</summary>
    public BakeAttributes? CacheFrom
        => SnapshotPath is { } path ? BakeAttributes.Of("local", ("src", path), ("digest", ManifestDigest!)) : null;

    internal DateTimeOffset Began { get; }

    /// <summary>What the link named, even if it could not be used.</summary>
    internal string? SeenId { get; }

    internal OciLayout? Layout { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref lease, null) is not { } held)
            return;

        held.Dispose();

        // The last reader of a snapshot that was replaced meanwhile removes it.
        _ = store.TryRemove(Target, SeenId!);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
