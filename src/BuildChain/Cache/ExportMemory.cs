namespace BuildChain.Cache;

/// <summary>
/// Remembers of what each target's snapshot was exported, so that an unchanged target is not exported again: preparing an export takes
/// BuildKit half a second even when it writes nothing.
/// </summary>
/// <param name="directory">Where the notes are kept, one small file per target.</param>
public sealed class ExportMemory(string directory)
{
    /// <summary>Whether the snapshot held came from exactly this.</summary>
    /// <param name="fingerprint">Of everything the target is made of.</param>
    public bool IsCurrent(CacheRead read, string fingerprint) => IsCurrent(read.Target, read.SnapshotPath, fingerprint);

    /// <summary>The same of the current snapshot, without holding it: for planning.</summary>
    public bool IsCurrent(CacheStore store, CacheTarget target, string fingerprint) => IsCurrent(target, Snapshot(store, target), fingerprint);

    bool IsCurrent(CacheTarget target, string? snapshot, string fingerprint)
    {
        try
        {
            return snapshot is not null && File.Exists(Note(target)) && File.ReadAllText(Note(target)) == Text(fingerprint, snapshot);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Notes what the snapshot that has an export was made of. A note that cannot be written costs an export next time.</summary>
    public void Remember(PublishResult published, string fingerprint)
    {
        if (published.Snapshot is not { } snapshot)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Note(published.Target))!);
            AtomicFile.Write(Note(published.Target), Text(fingerprint, snapshot));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    static string? Snapshot(CacheStore store, CacheTarget target)
        => new FileInfo(store.LinkPath(target)) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;

    static string Text(string fingerprint, string snapshot) => $"{fingerprint}\n{Path.GetFileName(snapshot)}\n";

    string Note(CacheTarget target) => Path.Combine(directory, target.Group, target.Name);
}
