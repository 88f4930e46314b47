namespace BuildChain.Cache;

/// <summary>Where things are below the store's root. Nothing here touches the disk, but for the two listings.</summary>
sealed record StorePaths(string Root)
{
    public const string LockName = ".lock";
    public const string IndexName = "index.json";
    public const string OriginName = ".origin";

    public string AllSnapshots => Path.Combine(Root, ".snapshots");

    public string Pool => Path.Combine(Root, ".blobs");

    public string Aside => Path.Combine(Root, ".aside");

    public string Link(CacheTarget target) => Path.Combine(Root, target.Group, target.Name);

    public string Snapshots(CacheTarget target) => Path.Combine(AllSnapshots, target.Group, target.Name);

    public string Snapshot(CacheTarget target, string id) => Path.Combine(Snapshots(target), id);

    public static string Lock(string snapshot) => Path.Combine(snapshot, LockName);

    /// <summary>In a staging directory, what its writer exports.</summary>
    public static string Origin(string snapshot) => Path.Combine(snapshot, OriginName);

    /// <summary>What the link says: relative, so that the whole directory can be moved or archived.</summary>
    public static string LinkText(CacheTarget target, string id)
        => Path.Combine("..", ".snapshots", target.Group, target.Name, id);

    /// <summary>Ids of all snapshots of a target, current or not, complete or not.</summary>
    public IReadOnlyList<string> SnapshotIds(CacheTarget target) => [.. Names(Snapshots(target))];

    /// <summary>Every target that has a link, or something in its place, or a snapshot.</summary>
    public IReadOnlyList<CacheTarget> Targets()
        => [.. new[] { Root, AllSnapshots }
            .SelectMany(top => Names(top).SelectMany(group => Names(Path.Combine(top, group)).Select(name => (group, name))))
            .Where(pair => CacheTarget.IsName(pair.group) && CacheTarget.IsName(pair.name))
            .Select(pair => new CacheTarget(pair.group, pair.name))
            .Distinct()
            .OrderBy(target => target.ToString(), StringComparer.Ordinal)];

    // Files are listed with the rest: one may stand where a link or a directory should be.
    internal static IEnumerable<string> Names(string directory)
    {
        try
        {
            return new DirectoryInfo(directory).EnumerateFileSystemInfos().Select(entry => entry.Name).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
