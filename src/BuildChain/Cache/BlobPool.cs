using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>
/// <c>.blobs</c>: a hard link to each blob, by digest, through which the next target that exports the same bytes finds them.
/// Entries only ever come from verified blobs by link and go by unlink, in any order, without a lock.
/// </summary>
sealed class BlobPool(CacheStore store)
{
    /// <summary>Makes the blob in the layout and the pool's one file. Failing to costs space and nothing else.</summary>
    /// <returns>True when the bytes are on the disk already and the layout's own copy was dropped.</returns>
    public bool TryShare(string directory, OciBlob blob)
    {
        try
        {
            return Share(Path.Combine(directory, blob.RelativePath), Entry(blob.RelativePath), blob);
        }
        catch (Exception e) when (CacheStore.IsCacheProblem(e))
        {
            return false;
        }
    }

    /// <summary>Drops the entries that were these blobs' last names.</summary>
    public long Forget(IEnumerable<string> relativePaths)
        => relativePaths.Select(Entry).Where(entry => FileIdentity.OfPath(entry) is { Links: 1 }).Sum(Delete);

    /// <summary>Drops every entry that nothing else refers to.</summary>
    public long Sweep() => Forget(Entries());

    /// <summary>Paths of all entries, relative to a layout.</summary>
    public IEnumerable<string> Entries()
        => StorePaths.Names(store.Paths.Pool)
            .SelectMany(algorithm => StorePaths.Names(Path.Combine(store.Paths.Pool, algorithm))
                .Select(name => Path.Combine("blobs", algorithm, name)));

    public string Entry(string relativePath) => Path.Combine(store.Paths.Pool, Path.GetRelativePath("blobs", relativePath));

    bool Share(string own, string entry, OciBlob blob)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(entry)!);
        switch (store.TryLink(own, entry))
        {
            case HardLinkResult.Exists when FileIdentity.OfPath(entry) == FileIdentity.OfPath(own):
                return true;
            case HardLinkResult.Exists when IsGood(entry, blob):
                return Replace(own, entry);
            case HardLinkResult.Exists:
                File.Delete(entry);
                _ = store.TryLink(own, entry);
                return false;
            default:
                return false;
        }
    }

    // The layout's own copy comes from the exporter, which compares digests. The pool's may have suffered since.
    static bool IsGood(string entry, OciBlob blob)
    {
        if (new FileInfo(entry) is not { Exists: true } file || file.Length != blob.Size)
            return false;

        using var stream = file.OpenRead();
        return OciLayout.HasDigest(stream, blob.Digest);
    }

    bool Replace(string own, string entry)
    {
        var temporary = own + ".shared";
        if (store.TryLink(entry, temporary) != HardLinkResult.Linked)
            return false;

        File.Move(temporary, own, overwrite: true);
        return true;
    }

    static long Delete(string entry)
    {
        var length = new FileInfo(entry) is { Exists: true } file ? file.Length : 0;
        File.Delete(entry);
        return length;
    }
}
