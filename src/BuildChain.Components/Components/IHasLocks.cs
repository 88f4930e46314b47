using BuildChain.Cache;
using BuildChain.Components.Reporting;
using BuildChain.Locking;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>How builds that run at once wait for each other.</summary>
public interface IHasLocks : INukeBuild
{
    [Parameter("How long to wait for another build that makes what this one needs, such as 90s. Default: 15min")]
    string LockTimeout => TryGetValue(() => LockTimeout);

    /// <summary>Locks that tell whom they wait for, and give up after <see cref="LockTimeout"/>.</summary>
    /// <exception cref="BuildChainException">A time that is none.</exception>
    LockOptions Locks => BuildReporter.Locks with { Timeout = LockTimeout is { } time ? CacheAmounts.ParseAge(time, "--lock-timeout") : LockOptions.Default.Timeout };
}
