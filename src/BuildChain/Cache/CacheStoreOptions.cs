using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>Settings of a <see cref="CacheStore"/>.</summary>
public sealed record CacheStoreOptions
{
    /// <summary>Called for every notice, from whatever thread it arises on.</summary>
    public Action<CacheEvent>? OnEvent { get; init; }

    /// <summary>Also compare every blob with its digest, when reading and when publishing, which reads all bytes. Sizes always are.</summary>
    public bool VerifyDigests { get; init; }

    /// <summary>The lock held while the link is switched.</summary>
    public string SwitchLock { get; init; } = BuildLocks.Default().Path(BuildLock.Bake);

    /// <summary>How long a publisher waits for <see cref="SwitchLock"/>, which is held for milliseconds, before it gives up.</summary>
    public TimeSpan SwitchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Called between any two steps that change the disk; tests kill the process there.</summary>
    internal Action<string>? OnStep { get; init; }

    /// <summary>Stands for a file system without hard links.</summary>
    internal bool WithoutHardLinks { get; init; }
}
