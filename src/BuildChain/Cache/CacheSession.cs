using BuildChain.Bake;

namespace BuildChain.Cache;

/// <summary>One bake's use of the store: reads and staging directories of all its targets, opened together and published together.</summary>
public sealed class CacheSession : IAsyncDisposable
{
    readonly List<CacheRead> reads = [];
    readonly List<CacheWrite> writes = [];

    CacheSession()
    {
    }

    /// <summary>Cache sources and destinations by target name, for <see cref="BakeRequest.Cache"/>.</summary>
    public IReadOnlyDictionary<string, TargetCache> Entries { get; private set; } = new Dictionary<string, TargetCache>();

    /// <inheritdoc cref="OpenAsync(CacheStore, IEnumerable{CacheTarget}, Func{CacheRead, bool}, CancellationToken)"/>
    public static Task<CacheSession> OpenAsync(
        CacheStore store, IEnumerable<CacheTarget> targets, bool export = true, CancellationToken cancellationToken = default)
        => OpenAsync(store, targets, _ => export, cancellationToken);

    /// <param name="targets">Each bake target once; its group is a directory and no more.</param>
    /// <param name="export">False to only read a target's cache: nothing about it changed, or the driver cannot export.</param>
    public static async Task<CacheSession> OpenAsync(
        CacheStore store, IEnumerable<CacheTarget> targets, Func<CacheRead, bool> export, CancellationToken cancellationToken = default)
    {
        var session = new CacheSession();
        try
        {
            var entries = new Dictionary<string, TargetCache>(StringComparer.Ordinal);
            foreach (var target in targets)
            {
                var read = await store.OpenAsync(target.Group, target.Name, cancellationToken);
                session.reads.Add(read);
                CacheWrite? write = null;
                if (export(read))
                    session.writes.Add(write = store.BeginWrite(read, cancellationToken));

                entries.Add(target.Name, new TargetCache(List(read.CacheFrom), List(write?.CacheTo)));
            }

            session.Entries = entries;
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Publishes what the bake exported. Call it after the bake succeeded; it throws nothing but
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    public async Task<IReadOnlyList<PublishResult>> PublishAsync(CancellationToken cancellationToken = default)
    {
        var results = new List<PublishResult>();
        foreach (var write in writes)
            results.Add(await write.PublishAsync(cancellationToken));

        return results;
    }

    /// <summary>Gives up what was not published and lets go of what was read.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var held in writes.Concat<IAsyncDisposable>(reads))
            await held.DisposeAsync();
    }

    static IReadOnlyList<BakeAttributes> List(BakeAttributes? entry) => entry is null ? [] : [entry];
}
