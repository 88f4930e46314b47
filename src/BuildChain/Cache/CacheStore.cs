using BuildChain.Locking;

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
    static readonly LockOptions LeaseWait = new() { Timeout = TimeSpan.FromSeconds(10) };

    int toldCopying;

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

    /// <summary>Holds the current snapshot for reading until the result is disposed. Empty when there is none that can be used.</summary>
    public async Task<CacheRead> OpenAsync(string group, string target, CancellationToken cancellationToken = default)
    {
        var name = new CacheTarget(group, target);
        string? seen = null;
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var state = CurrentLink.Read(Paths, name);
                seen = state.Id;
                if (state.Id is null)
                {
                    if (state.Obstacle is not null)
                    {
                        Tell(CacheEventKind.BadContent, name, $"{state.Obstacle}; not used");
                    }

                    break;
                }

                if (await TryLeaseAsync(name, state.Id, cancellationToken) is { } read)
                {
                    return read;
                }
            }
        }
        catch (Exception e) when (IsCacheProblem(e))
        {
            Tell(CacheEventKind.Unusable, name, e.Message);
        }

        return new CacheRead(this, name, seen, null, null);
    }

    /// <summary>
    /// A new staging directory for the exporter, with hard links to the blobs of what was read. Without one, when it cannot be
    /// made, <see cref="CacheWrite.StagingPath"/> is null.
    /// </summary>
    public CacheWrite BeginWrite(CacheRead read, CancellationToken cancellationToken = default)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var id = SnapshotId.Next(read.Began, read.SeenId);
                if (TryMake(Paths.Snapshot(read.Target, id)) is { } owner)
                {
                    return Seeded(new CacheWrite(this, read, id, owner), cancellationToken);
                }
            }

            return new CacheWrite(this, read, "its directory is removed as fast as it is made");
        }
        catch (Exception e) when (IsCacheProblem(e))
        {
            Tell(CacheEventKind.Unusable, read.Target, $"not written: {e.Message}");
            return new CacheWrite(this, read, e.Message);
        }
    }

    internal void Step(string name) => Options.OnStep?.Invoke(name);

    internal void Tell(CacheEventKind kind, CacheTarget? target, string message)
        => Options.OnEvent?.Invoke(new CacheEvent(kind, target, message));

    internal static bool IsCacheProblem(Exception e) => e is IOException or UnauthorizedAccessException or BuildChainException;

    /// <summary>A hard link, or a copy where there are none. False when <paramref name="file"/> is gone.</summary>
    internal bool Duplicate(string file, string name, out bool copied)
    {
        copied = false;
        switch (TryLink(file, name))
        {
            case HardLinkResult.Linked or HardLinkResult.Exists:
                return true;
            case HardLinkResult.Missing:
                return false;
            default:
                copied = true;
                if (Interlocked.Exchange(ref toldCopying, 1) == 0)
                {
                    Tell(CacheEventKind.Copying, null, $"no hard links in {Root}: blobs are copied, which takes time and space");
                }

                File.Copy(file, name);
                return true;
        }
    }

    internal HardLinkResult TryLink(string file, string name)
        => Options.WithoutHardLinks ? HardLinkResult.Unsupported : HardLink.TryCreate(file, name);

    // Null: removed between making and locking, or its parent was, being empty.
    FileLock? TryMake(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            Step("staging-made");
            return TryLock(directory);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    // Null: look at the link again.
    async Task<CacheRead?> TryLeaseAsync(CacheTarget target, string id, CancellationToken cancellationToken)
    {
        var directory = Paths.Snapshot(target, id);
        if (!Directory.Exists(directory))
        {
            if (CurrentLink.Read(Paths, target).Id != id)
            {
                return null;
            }

            Tell(CacheEventKind.BadContent, target, $"the snapshot {directory} that the link names is missing; not used");
            return new CacheRead(this, target, id, null, null);
        }

        FileLock? lease = null;
        try
        {
            lease = await FileLock.AcquireAsync(StorePaths.Lock(directory), LockMode.Shared, LeaseWait, cancellationToken);
            var layout = OciLayout.Check(directory, Options.VerifyDigests, cancellationToken);
            if (layout.IsValid)
            {
                return new CacheRead(this, target, id, layout, lease);
            }

            lease.Dispose();
            if (CurrentLink.Read(Paths, target).Id != id)
            {
                return null;
            }

            Tell(CacheEventKind.BadContent, target, $"{directory} is not used: {Problems(layout)}");
            return new CacheRead(this, target, id, null, null);
        }
        catch (BuildChainException) when (CurrentLink.Read(Paths, target).Id != id)
        {
            lease?.Dispose();
            return null;
        }
        catch
        {
            lease?.Dispose();
            throw;
        }
    }

    internal static string Problems(OciLayout layout)
        => string.Join("; ", layout.Problems.Take(3)) + (layout.Problems.Count > 3 ? $"; and {layout.Problems.Count - 3} more" : "");

    CacheWrite Seeded(CacheWrite write, CancellationToken cancellationToken)
    {
        try
        {
            Step("locked");
            write.Seed(cancellationToken);
            Step("seeded");
            return write;
        }
        catch
        {
            write.Dispose();
            throw;
        }
    }
}
