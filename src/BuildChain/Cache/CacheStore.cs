namespace BuildChain.Cache;

/// <summary>A cache of BuildKit layers on disk, shared by any number of concurrent builds: one OCI layout per bake target.</summary>
/// <remarks>
/// <para>On disk, below the root:</para>
/// <code>
/// GROUP/TARGET                        link to the current snapshot; all that a bake file needs to know
/// .snapshots/GROUP/TARGET/ID/         an OCI layout: blobs/, index.json, oci-layout
/// .snapshots/GROUP/TARGET/ID/.lock    exclusive: being written or removed; shared: being read
/// .blobs/sha256/HEX                   one hard link to every blob, by which equal blobs of several targets become one file
/// .aside/                             what stood where a link should be
/// </code>
/// <para>One rule makes the rest: <b>a snapshot directory that is neither linked nor locked is garbage.</b> Hence</para>
/// <list type="number">
/// <item>A writer makes a new directory, locks it exclusively, and lets the exporter fill it. Killed, it leaves garbage.</item>
/// <item>A link is switched, by rename(2), only to a directory whose lock the switcher holds, after that was verified. So the link
/// always names a complete layout, and nothing that is published is ever written to again.</item>
/// <item>A directory is removed only by who holds its lock exclusively and, holding it, sees that the link names another one.
/// index.json goes first. So nothing linked and nothing read is ever removed, and who gets the lock of a directory without
/// index.json knows it for garbage.</item>
/// <item>A reader reads the link, locks the directory shared, and looks at the link again if index.json is gone.</item>
/// <item>IDs are ordered by the begin of their builds, and a link never goes back. The switch lock makes comparing and switching
/// one step; without it (two builds with different lock directories) the older of two exports might win, and nothing worse.</item>
/// <item>Blobs are files that are never written to once they have their name, so any of their names may be removed at any
/// time; .blobs as a whole may be.</item>
/// </list>
/// <para>No step waits for a build. A cache that cannot be used is an event and an answer, never an exception.</para>
/// </remarks>
public sealed partial class CacheStore
{
    const int Attempts = 20;

    /// <param name="root">The cache directory, <c>.esb/buildx-cache</c>; made when something is written.</param>
    public CacheStore(string root, CacheStoreOptions? options = null)
    {
        Options = options ?? new CacheStoreOptions();
        Paths = new StorePaths(Path.GetFullPath(root));
        Pool = new BlobPool(this);
    }

    public string Root => Paths.Root;

    internal CacheStoreOptions Options { get; }

    internal StorePaths Paths { get; }

    internal BlobPool Pool { get; }

    /// <summary>The link that a bake file may name as <c>type=local,src=…</c>.</summary>
    public string LinkPath(CacheTarget target) => Paths.Link(target);

    internal void Step(string name) => Options.OnStep?.Invoke(name);

    internal void Tell(CacheEventKind kind, CacheTarget? target, string message)
        => Options.OnEvent?.Invoke(new CacheEvent(kind, target, message));

    internal static bool IsCacheProblem(Exception e) => e is IOException or UnauthorizedAccessException or BuildChainException;

    internal static string Problems(OciLayout layout)
        => string.Join("; ", layout.Problems.Take(3)) + (layout.Problems.Count > 3 ? $"; and {layout.Problems.Count - 3} more" : "");
}
