using BuildChain.Locking;

namespace BuildChain.Cache;

public sealed partial class CacheStore
{
    int toldCopying;

    /// <summary>
    /// A new staging directory for the exporter, with hard links to the blobs of what was read. Without one, when it cannot be
    /// made, or while another build exports the same, <see cref="CacheWrite.StagingPath"/> is null.
    /// </summary>
    /// <param name="origin">
    /// Names all that the export is made of, such as a hash; of several builds at once that name the same, only the first exports.
    /// Null where that is not known.
    /// </param>
    /// <param name="below">What the target stands on, of which the export will have every blob.</param>
    public CacheWrite BeginWrite(CacheRead read, string? origin = null, CacheRead? below = null, CancellationToken cancellationToken = default)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var id = SnapshotId.Next(read.Began, read.SeenId);
                if (TryMake(Paths.Snapshot(read.Target, id)) is { } owner)
                    return Seeded(new CacheWrite(this, read, id, owner), origin, below, cancellationToken);
            }

            return new CacheWrite(this, read, PublishOutcome.Skipped, "its directory is removed as fast as it is made");
        }
        catch (Exception e) when (IsCacheProblem(e))
        {
            Tell(CacheEventKind.Unusable, read.Target, $"not written: {e.Message}");
            return new CacheWrite(this, read, PublishOutcome.Skipped, e.Message);
        }
    }

    /// <summary>A hard link, or a copy where there are none. False when <paramref name="file"/> is gone.</summary>
    internal bool Duplicate(string file, string name)
    {
        switch (TryLink(file, name))
        {
            case HardLinkResult.Linked or HardLinkResult.Exists:
                return true;
            case HardLinkResult.Missing:
                return false;
            default:
                if (Interlocked.Exchange(ref toldCopying, 1) == 0)
                    Tell(CacheEventKind.Copying, null, $"no hard links in {Root}: blobs are copied, which takes time and space");

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

    CacheWrite Seeded(CacheWrite write, string? origin, CacheRead? below, CancellationToken cancellationToken)
    {
        try
        {
            Step("locked");
            if (origin is not null)
            {
                // First written, then looked: of two that do so at once, the later one sees the earlier one.
                File.WriteAllText(StorePaths.Origin(write.StagingPath!), origin);
                Step("origin-written");
                if (EarlierWriter(write, origin) is { } other)
                {
                    write.Dispose();
                    return new CacheWrite(this, write.Read, PublishOutcome.LeftToAnother, $"{other} exports the same");
                }
            }

            write.Seed(write.Read.Layout, cancellationToken);
            write.Seed(below?.Layout, cancellationToken);
            Step("seeded");
            return write;
        }
        catch
        {
            write.Dispose();
            throw;
        }
    }

    // Who writes a directory that was made before this one, of the same origin; null for nobody.
    string? EarlierWriter(CacheWrite write, string origin)
        => Paths.SnapshotIds(write.Target)
            .Where(id => SnapshotId.IsNewer(write.Id, id))
            .Select(id => Paths.Snapshot(write.Target, id))
            .Where(directory => FileLock.IsHeld(StorePaths.Lock(directory)) && IsOrigin(directory, origin))
            .Select(directory => LockHolder.Describe(FileLock.ReadHolders(StorePaths.Lock(directory))))
            .FirstOrDefault();

    static bool IsOrigin(string directory, string origin)
    {
        try
        {
            return File.ReadAllText(StorePaths.Origin(directory)) == origin;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
