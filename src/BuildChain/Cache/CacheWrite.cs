using BuildChain.Bake;
using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>
/// A staging directory: the exporter writes into it, <see cref="PublishAsync"/> makes it the current snapshot. Disposing it
/// unpublished removes it.
/// </summary>
public sealed partial class CacheWrite : IDisposable, IAsyncDisposable
{
    readonly CacheStore store;
    readonly CacheRead read;
    readonly string id = "";
    readonly PublishResult? decided;
    readonly HashSet<string> seeded = [];
    FileLock? owner;

    internal CacheWrite(CacheStore store, CacheRead read, string id, FileLock owner)
    {
        (this.store, this.read, this.id, this.owner) = (store, read, id, owner);
        StagingPath = store.Paths.Snapshot(Target, id);
    }

    /// <summary>One that is never written to, and why.</summary>
    internal CacheWrite(CacheStore store, CacheRead read, PublishOutcome outcome, string reason)
        => (this.store, this.read, decided) = (store, read, new PublishResult(read.Target, outcome, reason));

    public CacheTarget Target => read.Target;

    internal CacheRead Read => read;

    internal string Id => id;

    /// <summary>An absolute path, for <c>type=local,dest=…</c>; null when the cache is not written.</summary>
    public string? StagingPath { get; }

    /// <summary>The entry for <c>cache-to</c>, by which a failing export fails no build; null when there is nowhere to write.</summary>
    public BakeAttributes? CacheTo
        => StagingPath is { } path ? BakeAttributes.Of("local", ("dest", path), ("mode", "max"), ("ignore-error", "true")) : null;

    /// <summary>
    /// Verifies what was exported, drops what it does not refer to, and makes it current. Call it after the build succeeded. It
    /// throws nothing but <see cref="OperationCanceledException"/>.
    /// </summary>
    public async Task<PublishResult> PublishAsync(CancellationToken cancellationToken = default)
    {
        if (StagingPath is null || owner is null)
            return decided ?? Result(PublishOutcome.Skipped, "it was published or given up before");

        try
        {
            return await PublishCoreAsync(cancellationToken);
        }
        catch (Exception e) when (CacheStore.IsCacheProblem(e))
        {
            return Result(PublishOutcome.Skipped, e.Message);
        }
        finally
        {
            Dispose();
            store.Collect(Target);
        }
    }

    /// <summary>Gives the staging directory up, unless it is published.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref owner, null) is not { } held)
            return;

        using (held)
        {
            try
            {
                store.RemoveLocked(Target, id);
            }
            catch (Exception e) when (CacheStore.IsCacheProblem(e))
            {
                // It is garbage as soon as its lock is released.
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Links the blobs of a snapshot that is held, so that the exporter finds them and writes only what is new. Not index.json: the
    /// exporter writes it in place; and without one it is plain whether it ran.
    /// </summary>
    internal void Seed(OciLayout? layout, CancellationToken cancellationToken)
    {
        if (layout is null)
            return;

        foreach (var directory in layout.Blobs.Select(blob => Path.GetDirectoryName(blob.RelativePath)!).Distinct())
            Directory.CreateDirectory(Path.Combine(StagingPath!, directory));

        foreach (var blob in layout.Blobs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (store.Duplicate(Path.Combine(layout.Directory, blob.RelativePath), Path.Combine(StagingPath!, blob.RelativePath)))
                seeded.Add(blob.Digest);
        }
    }

    PublishResult Result(PublishOutcome outcome, string reason) => new(Target, outcome, reason);
}
