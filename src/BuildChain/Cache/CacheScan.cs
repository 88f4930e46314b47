using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>Every file below the root, once per inode, with what it is for.</summary>
sealed class CacheScan
{
    static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    readonly Dictionary<FileIdentity, Inode> inodes = [];

    CacheScan(CacheStore store, bool digests, CancellationToken cancellationToken)
    {
        foreach (var target in store.Paths.Targets())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Targets.Add(new ScannedTarget(store.Paths, target, digests, cancellationToken));
        }

        foreach (var target in Targets)
            target.AddTo(this);

        foreach (var file in Files(store.Root))
            Add(file, Use.Orphaned, target: null);
    }

    public enum Use
    {
        Orphaned,
        Held,
        Live,
    }

    public List<ScannedTarget> Targets { get; } = [];

    public static CacheScan Of(CacheStore store, bool digests = false, CancellationToken cancellationToken = default)
        => new(store, digests, cancellationToken);

    public static IReadOnlyList<string> Files(string directory)
    {
        try
        {
            return Directory.GetFiles(directory, "*", Everything);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public long Bytes(Func<Inode, bool>? which = null) => inodes.Values.Where(which ?? (_ => true)).Sum(inode => inode.Size);

    /// <summary>Counts a file; the best use any of its names has is its use, and the first target its target.</summary>
    public void Add(string path, Use use, CacheTarget? target)
    {
        if (FileIdentity.OfPath(path) is not { } identity)
            return;

        var inode = inodes.TryGetValue(identity, out var known) ? known : inodes[identity] = new Inode(identity.Length, target);
        inode.Use = use > inode.Use ? use : inode.Use;
        if (use == Use.Live && target is not null)
            inode.LiveIn.Add(target);
    }

    /// <summary>What removing the target's current snapshot would free; counts it as removed.</summary>
    public long Drop(CacheTarget target)
    {
        var freed = 0L;
        foreach (var inode in inodes.Values.Where(inode => inode.LiveIn.Remove(target) && inode.LiveIn.Count == 0))
            freed += inode.Size;

        return freed;
    }

    public sealed class Inode(long size, CacheTarget? target)
    {
        public long Size { get; } = size;

        public CacheTarget? Target { get; } = target;

        public Use Use { get; set; } = Use.Orphaned;

        public HashSet<CacheTarget> LiveIn { get; } = [];
    }
}

/// <summary>One target as a scan found it.</summary>
sealed class ScannedTarget
{
    readonly List<(string Path, CacheScan.Use Use)> snapshots = [];

    public ScannedTarget(StorePaths paths, CacheTarget target, bool digests, CancellationToken cancellationToken)
    {
        Target = target;
        var link = CurrentLink.Read(paths, target);
        CurrentId = link.Id;
        Problem = link.Obstacle;
        foreach (var id in paths.SnapshotIds(target))
        {
            var path = paths.Snapshot(target, id);
            var held = FileLock.IsHeld(StorePaths.Lock(path));
            snapshots.Add((path, held ? CacheScan.Use.Held : CacheScan.Use.Orphaned));
            if (held)
                Holders.AddRange(FileLock.ReadHolders(StorePaths.Lock(path)));
        }

        if (link.Id is not null)
        {
            Layout = OciLayout.Check(paths.Snapshot(target, link.Id), digests, cancellationToken);
            Problem = Layout.IsValid ? null : CacheStore.Problems(Layout);
        }
    }

    public CacheTarget Target { get; }

    public string? CurrentId { get; }

    public OciLayout? Layout { get; }

    public string? Problem { get; }

    public List<LockHolder> Holders { get; } = [];

    public DateTimeOffset? Exported => Time(StorePaths.IndexName);

    public DateTimeOffset? LastUsed => Time(StorePaths.LockName);

    public void AddTo(CacheScan scan)
    {
        var live = Layout is { IsValid: true } ? LiveFiles(Layout).ToHashSet() : [];
        foreach (var (path, use) in snapshots)
        {
            foreach (var file in CacheScan.Files(path))
                scan.Add(file, live.Contains(file) ? CacheScan.Use.Live : use, Target);
        }
    }

    static IEnumerable<string> LiveFiles(OciLayout layout)
        => layout.Blobs.Select(blob => blob.RelativePath)
            .Concat([StorePaths.IndexName, "oci-layout", StorePaths.LockName])
            .Select(name => Path.Combine(layout.Directory, name));

    DateTimeOffset? Time(string name)
        => Layout is not null && new FileInfo(Path.Combine(Layout.Directory, name)) is { Exists: true } file
            ? new DateTimeOffset(file.LastWriteTimeUtc)
            : null;
}
