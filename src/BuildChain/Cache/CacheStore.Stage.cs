using BuildChain.Locking;

namespace BuildChain.Cache;

public sealed partial class CacheStore
{
    int toldCopying;

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
                    return Seeded(new CacheWrite(this, read, id, owner), cancellationToken);
            }

            return new CacheWrite(this, read, "its directory is removed as fast as it is made");
        }
        catch (Exception e) when (IsCacheProblem(e))
        {
            Tell(CacheEventKind.Unusable, read.Target, $"not written: {e.Message}");
            return new CacheWrite(this, read, e.Message);
        }
    }

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
