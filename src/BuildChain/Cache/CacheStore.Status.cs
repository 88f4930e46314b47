namespace BuildChain.Cache;

public sealed partial class CacheStore
{
    /// <summary>Looks at the whole cache without changing it, while builds go on.</summary>
    /// <param name="verifyDigests">Also read every blob of the current snapshots.</param>
    public CacheStatus Status(bool verifyDigests = false, CancellationToken cancellationToken = default)
    {
        var scan = CacheScan.Of(this, verifyDigests, cancellationToken);
        var targets = scan.Targets.Select(target => new CacheTargetStatus(
            target.Target,
            target.Layout is { IsValid: true } layout ? layout.Bytes : 0,
            scan.Bytes(inode => inode.Use == CacheScan.Use.Orphaned && inode.Target == target.Target),
            target.Exported,
            target.LastUsed,
            target.Holders,
            target.Problem)).ToList();
        return new CacheStatus(
            Root,
            targets,
            scan.Bytes(),
            targets.Sum(target => target.LiveBytes),
            scan.Bytes(inode => inode.Use == CacheScan.Use.Held),
            scan.Bytes(inode => inode.Use == CacheScan.Use.Orphaned));
    }
}
