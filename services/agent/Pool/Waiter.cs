namespace Esb.Agent.Pool;

/// <summary>A request that waits for a container of its function.</summary>
sealed class Waiter
{
    readonly TaskCompletionSource<Lease> _lease = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A container is being started on its behalf; whoever comes first gets it.</summary>
    public bool HasStart { get; set; }

    /// <summary>The lease, or the <see cref="AcquireException"/>.</summary>
    public Task<Lease> Lease => _lease.Task;

    /// <summary>Ends the wait with a container.</summary>
    public void Give(Lease lease) => _lease.SetResult(lease);

    /// <summary>Ends the wait without one.</summary>
    public void Fail(AcquireException reason) => _lease.SetException(reason);

    /// <summary>True when it ended within the time.</summary>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_lease.Task.IsCompleted)
            return true;
        await ((Task)_lease.Task).WaitAsync(limit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _lease.Task.IsCompleted;
    }
}
