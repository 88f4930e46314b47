using BuildChain.Engine;
using BuildChain.Locking;

namespace BuildChain.Compose;

/// <summary>One start or removal of a project at a time; compose itself does not see to that.</summary>
public static class StackLock
{
    /// <summary>The lock is <c>$ESB_HOME/stacks/&lt;project&gt;.lock</c>, else below <c>~/.esb</c>.</summary>
    public static async Task<FileLock> AcquireAsync(string project, LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        var directory = Path.Combine(new EngineRequest().Home, "stacks");
        WritablePlace.Check(new EngineRequest().Home);
        Directory.CreateDirectory(directory);
        return await FileLock.AcquireAsync(Path.Combine(directory, $"{project}.lock"), LockMode.Exclusive, options, cancellationToken);
    }
}
