using BuildChain.Locking;

namespace BuildChain.Engine;

/// <summary>Makes concurrent builds change an engine, a root image or certificates one after the other.</summary>
static class EngineLocks
{
    /// <param name="waiting">What the one who waits is told, with the holder behind it.</param>
    public static Task<FileLock> TakeAsync(
        string path, string waiting, TimeSpan timeout, IProgress<EngineEvent>? progress, CancellationToken cancellationToken)
        => FileLock.AcquireAsync(
            path, LockMode.Exclusive,
            new LockOptions { Timeout = timeout, OnWait = wait => progress.Step($"{waiting} ({LockHolder.Describe(wait.Holders)})") }, cancellationToken);
}
