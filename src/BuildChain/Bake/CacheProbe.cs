namespace BuildChain.Bake;

/// <summary>Looks at the local caches a plan reads; not part of planning because sizing a large cache takes time.</summary>
public static class CacheProbe
{
    public static BakePlan WithCacheStates(this BakePlan plan)
        => plan with { Targets = [.. plan.Targets.Select(t => t with { Cache = Of(plan.Request.Root, t) })] };

    static CacheState? Of(string root, PlannedTarget target)
    {
        var states = target.CacheFrom.Where(c => c.Type == "local" && c["src"] is { Length: > 0 }).Select(c => Of(root, c["src"]!)).ToList();
        return states.Find(s => s.IsPresent) ?? states.FirstOrDefault();
    }

    /// <summary>An OCI layout is a cache when it has its <c>index.json</c>; what lies beside it does not count.</summary>
    static CacheState Of(string root, string directory)
    {
        var path = Path.Combine(root, directory);
        var index = new FileInfo(Path.Combine(path, "index.json"));
        var shown = LocalPath.Relative(root, directory);
        if (!index.Exists)
            return new CacheState(shown, null, null);
        var blobs = new DirectoryInfo(Path.Combine(path, "blobs"));
        var bytes = blobs.Exists ? blobs.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;
        return new CacheState(shown, bytes, new DateTimeOffset(index.LastWriteTimeUtc, TimeSpan.Zero));
    }
}
