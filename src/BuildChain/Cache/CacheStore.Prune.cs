using BuildChain.Locking;

namespace BuildChain.Cache;

public sealed partial class CacheStore
{
    /// <summary>
    /// Removes remainders and unusable snapshots always, and targets as the policy says; never what a running build reads or writes.
    /// </summary>
    /// <exception cref="BuildChainException">The switch lock cannot be had.</exception>
    public async Task<CachePruneResult> PruneAsync(CachePrunePolicy policy, CancellationToken cancellationToken = default)
    {
        var before = CacheScan.Of(this, policy.VerifyDigests, cancellationToken);
        var pruning = new Pruning(this, cancellationToken);
        await pruning.RemoveRemaindersAsync(before);
        var rest = CacheScan.Of(this, cancellationToken: cancellationToken);
        await pruning.RemoveTargetsAsync(rest, policy, DateTimeOffset.UtcNow);
        await pruning.RemoveEmptyDirectoriesAsync();
        var after = CacheScan.Of(this, cancellationToken: cancellationToken).Bytes();
        return new CachePruneResult(pruning.Removed, pruning.Left, Math.Max(0, before.Bytes() - after), after);
    }

    sealed class Pruning(CacheStore store, CancellationToken cancellationToken)
    {
        public List<PrunedItem> Removed { get; } = [];

        public List<PrunedItem> Left { get; } = [];

        public async Task RemoveRemaindersAsync(CacheScan scan)
        {
            foreach (var target in scan.Targets)
            {
                Removed.AddRange(store.Collect(target.Target).Select(path => new PrunedItem(path, "neither current nor in use")));
                if (target.CurrentId is { } id && target.Problem is { } problem)
                    await RemoveTargetAsync(target.Target, id, problem);
            }

            foreach (var name in StorePaths.Names(store.Paths.Aside))
                RemoveAside(Path.Combine(store.Paths.Aside, name));

            await RemoveUnfinishedLinksAsync(scan);
            store.Pool.Sweep();
        }

        public async Task RemoveTargetsAsync(CacheScan scan, CachePrunePolicy policy, DateTimeOffset now)
        {
            var bytes = scan.Bytes();
            foreach (var target in scan.Targets.Where(target => target.CurrentId is not null).OrderBy(target => target.LastUsed))
            {
                var old = now - target.LastUsed >= policy.OlderThan;
                if (!old && !(bytes > policy.KeepBytes))
                    continue;

                if (await RemoveTargetAsync(target.Target, target.CurrentId!, old ? "not used for long" : "least recently used"))
                    bytes -= scan.Drop(target.Target);
            }
        }

        // In turn with the switches, whose group directory must stay.
        public async Task RemoveEmptyDirectoriesAsync()
        {
            await using var turn = await SwitchLockAsync();
            var paths = store.Paths;
            var groups = Below(paths.AllSnapshots).ToList();
            foreach (var directory in groups.SelectMany(Below).Concat(groups).Concat(Below(paths.Pool))
                .Concat([paths.AllSnapshots, paths.Pool, paths.Aside])
                .Concat(Below(paths.Root).Where(path => CacheTarget.IsName(Path.GetFileName(path)))))
            {
                RemoveEmpty(directory);
            }
        }

        static IEnumerable<string> Below(string directory) => StorePaths.Names(directory).Select(name => Path.Combine(directory, name));

        async Task<bool> RemoveTargetAsync(CacheTarget target, string id, string reason)
        {
            var directory = store.Paths.Snapshot(target, id);
            try
            {
                using var owner = Directory.Exists(directory) ? TryLock(directory) : null;
                if (owner is null && Directory.Exists(directory))
                {
                    Left.Add(new PrunedItem(directory, $"in use by {LockHolder.Describe(FileLock.ReadHolders(StorePaths.Lock(directory)))}"));
                    return false;
                }

                await using (await SwitchLockAsync())
                {
                    if (CurrentLink.Read(store.Paths, target).Id == id)
                    {
                        CurrentLink.Delete(store.Paths.Link(target));
                        store.Step("link-removed");
                    }
                }

                if (owner is not null)
                    store.RemoveLocked(target, id);

                Removed.Add(new PrunedItem(directory, reason));
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Left.Add(new PrunedItem(directory, e.Message));
                return false;
            }
        }

        async Task RemoveUnfinishedLinksAsync(CacheScan scan)
        {
            await using var turn = await SwitchLockAsync();
            foreach (var link in scan.Targets.Select(target => CurrentLink.Next(store.Paths.Link(target.Target))))
            {
                if (new FileInfo(link).LinkTarget is not null)
                {
                    CurrentLink.Delete(link);
                    Removed.Add(new PrunedItem(link, "an unfinished switch"));
                }
            }
        }

        void RemoveAside(string path)
        {
            try
            {
                if (Directory.Exists(path))
                    Directory.Delete(path, recursive: true);
                else
                    File.Delete(path);

                Removed.Add(new PrunedItem(path, "set aside"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Left.Add(new PrunedItem(path, e.Message));
            }
        }

        static void RemoveEmpty(string directory)
        {
            try
            {
                if (Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
                    Directory.Delete(directory);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody uses it again.
            }
        }

        Task<FileLock> SwitchLockAsync() => store.SwitchLockAsync("pruning the cache", cancellationToken);
    }
}
