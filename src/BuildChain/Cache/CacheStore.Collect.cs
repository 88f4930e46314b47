using BuildChain.Locking;

namespace BuildChain.Cache;

public sealed partial class CacheStore
{
    /// <summary>Removes every snapshot of the target that is neither linked nor locked, whatever it is the remainder of.</summary>
    internal IReadOnlyList<string> Collect(CacheTarget target)
        => [.. Paths.SnapshotIds(target).Where(id => TryRemove(target, id)).Select(id => Paths.Snapshot(target, id))];

    /// <returns>False when the snapshot is current or held, or could not be removed.</returns>
    internal bool TryRemove(CacheTarget target, string id)
    {
        try
        {
            if (CurrentLink.Read(Paths, target).Id == id || TryLock(Paths.Snapshot(target, id)) is not { } owner)
                return false;

            using (owner)
            {
                return RemoveLocked(target, id);
            }
        }
        catch (Exception e) when (IsCacheProblem(e))
        {
            return false;
        }
    }

    /// <summary>Removes a snapshot whose lock the caller holds exclusively, unless it is current.</summary>
    internal bool RemoveLocked(CacheTarget target, string id)
    {
        if (CurrentLink.Read(Paths, target).Id == id)
            return false;

        var directory = Paths.Snapshot(target, id);
        File.Delete(Path.Combine(directory, StorePaths.IndexName));
        Step("index-removed");
        var blobs = BlobFiles(directory).ToList();
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        finally
        {
            // Also when the directory stays because somebody, too late, opens its lock.
            Step("snapshot-removed");
            Pool.Forget(blobs);
        }

        return true;
    }

    /// <summary>Relative paths of the files below <c>blobs</c>.</summary>
    internal static IEnumerable<string> BlobFiles(string directory)
        => StorePaths.Names(Path.Combine(directory, "blobs"))
            .SelectMany(algorithm => StorePaths.Names(Path.Combine(directory, "blobs", algorithm))
                .Select(name => Path.Combine("blobs", algorithm, name)));

    /// <summary>The turn to change a link.</summary>
    internal Task<FileLock> SwitchLockAsync(string command, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Options.SwitchLock)!);
        var options = new LockOptions
        {
            Timeout = Options.SwitchTimeout, Command = command, OnWait = wait => Tell(CacheEventKind.Waiting, null, wait.ToString()),
        };
        return FileLock.AcquireAsync(Options.SwitchLock, LockMode.Exclusive, options, cancellationToken);
    }

    // Null: held by somebody, or removed under our hands.
    static FileLock? TryLock(string directory)
    {
        try
        {
            return FileLock.TryAcquire(StorePaths.Lock(directory), LockMode.Exclusive);
        }
        catch (BuildChainException) when (!Directory.Exists(directory))
        {
            return null;
        }
    }
}
