namespace BuildChain.Cache;

public enum PublishOutcome
{
    /// <summary>The export is the current snapshot now.</summary>
    Published,

    /// <summary>The current snapshot stays: it has the same content, or comes from a build that began later.</summary>
    Kept,

    /// <summary>Nothing was exported, since another build that runs now exports the same. Should that one fail, the next build exports.</summary>
    LeftToAnother,

    /// <summary>The export was not usable or the cache not writable; the reason says why. The current snapshot stays.</summary>
    Skipped,
}

/// <summary>How a publication ended, and why in a few words.</summary>
public sealed record PublishResult(CacheTarget Target, PublishOutcome Outcome, string Reason)
{
    /// <summary>Bytes this publication added to the disk: blobs that neither the seed nor another target had.</summary>
    public long NewBytes { get; init; }

    /// <summary>The snapshot that has just what was exported, by its directory's name; null where none has, such as when another build's stays.</summary>
    public string? Snapshot { get; init; }

    public override string ToString() => $"cache {Target}: {Outcome.ToString().ToLowerInvariant()}, {Reason}";
}
