namespace BuildChain.Locking;

/// <summary>Shared: any number of holders at once. Exclusive: one holder and nobody else.</summary>
public enum LockMode
{
    Shared,
    Exclusive,
}

/// <summary>How to wait for a lock, and what others are told about its holder.</summary>
public sealed record LockOptions
{
    public static readonly LockOptions Default = new();

    /// <summary>How long to wait; zero tries once, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits for ever.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Waits shorter than this are not worth a line to the user.</summary>
    public TimeSpan NoticeAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Called once after <see cref="NoticeAfter"/>, and again whenever the wait is for somebody else than was said.</summary>
    public Action<LockWait>? OnWait { get; init; }

    /// <summary>The command shown to those who wait for this lock; null for the program's name and its leading arguments.</summary>
    public string? Command { get; init; }
}

/// <summary>A wait worth telling the user about. <see cref="Holders"/> is empty when nobody wrote a name.</summary>
public sealed record LockWait(string Path, LockMode Mode, IReadOnlyList<LockHolder> Holders, TimeSpan Waited)
{
    public override string ToString() => $"waiting for {LockHolder.Describe(Holders)} to release {Path}";
}
