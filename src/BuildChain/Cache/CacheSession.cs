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

    /// <param name="targets">Each bake target once; its group is a directory and no more.</param>
    /// <param name="export">False to only read: the driver cannot export.</param>
    public static Task<CacheSession> OpenAsync(
        CacheStore store, IEnumerable<CacheTarget> targets, bool export = true, CancellationToken cancellationToken = default)
        => OpenAsync(store, targets, (read, _, token) => export ? store.BeginWrite(read, cancellationToken: token) : null, NoLinks, cancellationToken);

    /// <summary>The same, exporting only targets that changed, and of concurrent builds of the same content only in the first.</summary>
    /// <param name="origins">What each target is made of, by its name.</param>
    /// <param name="memory">What the current snapshots are made of.</param>
    /// <param name="links">
    /// What each target stands on, by name: the cache of a target that has none yet begins with the blobs of that. Those come first in <paramref name="targets"/>.
    /// </param>
    public static Task<CacheSession> OpenAsync(
        CacheStore store, IEnumerable<CacheTarget> targets, IReadOnlyDictionary<string, string> origins, ExportMemory memory,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? links = null, CancellationToken cancellationToken = default)
        => OpenAsync(
            store, targets,
            (read, below, token) => origins[read.Target.Name] is var origin && memory.IsCurrent(read, origin) ? null : store.BeginWrite(read, origin, below, token),
            links ?? NoLinks, cancellationToken);

    static async Task<CacheSession> OpenAsync(
        CacheStore store, IEnumerable<CacheTarget> targets, Func<CacheRead, CacheRead?, CancellationToken, CacheWrite?> begin,
        IReadOnlyDictionary<string, IReadOnlyList<string>> links, CancellationToken cancellationToken)
    {
        var session = new CacheSession();
        try
        {
            var entries = new Dictionary<string, TargetCache>(StringComparer.Ordinal);
            foreach (var target in targets)
            {
                var read = await store.OpenAsync(target.Group, target.Name, cancellationToken);
                session.reads.Add(read);
                var write = begin(read, session.Below(target.Name, links), cancellationToken);
                if (write is not null)
                    session.writes.Add(write);

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

    static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoLinks = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The snapshot of what a target stands on, directly or through targets that have none.</summary>
    CacheRead? Below(string target, IReadOnlyDictionary<string, IReadOnlyList<string>> links)
        => links.GetValueOrDefault(target, []).Select(link => reads.Find(read => read.Target.Name == link && read.Layout is not null) ?? Below(link, links))
            .FirstOrDefault(read => read is not null);

    static IReadOnlyList<BakeAttributes> List(BakeAttributes? entry) => entry is null ? [] : [entry];
}
