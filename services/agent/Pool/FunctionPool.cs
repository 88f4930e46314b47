using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>The containers of one function, and the requests that wait for one. One lock; nothing slow happens under it.</summary>
sealed partial class FunctionPool(string function, PoolContext context)
{
    readonly Lock _lock = new();
    readonly List<PooledContainer> _containers = [];

    // The last one was used most recently: it is the warmest, and the others can grow old and go.
    readonly List<PooledContainer> _idle = [];
    readonly LinkedList<Waiter> _waiters = [];

    FunctionSpec? _spec;
    string? _imageId;
    string? _fingerprint;

    /// <summary>The function's name.</summary>
    public string Function => function;

    /// <summary>A lease of an idle container, else of the next one that is released or started.</summary>
    /// <param name="patience">How long to wait for a container that is being started.</param>
    /// <exception cref="AcquireException">There was none.</exception>
    public async Task<Lease> AcquireAsync(FunctionSpec spec, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waiter = new Waiter();
        var since = context.Clock.GetTimestamp();
        lock (_lock)
        {
            if (context.Tasks.Stopping.IsCancellationRequested)
                throw Stopping();
            Define(spec);
            _waiters.AddLast(waiter);
            Balance();
        }
        var queueing = Limit == 0 ? TimeSpan.Zero : patience < context.Options.QueueTimeout ? patience : context.Options.QueueTimeout;
        if (!await waiter.WaitAsync(queueing, cancellationToken) && !GiveUp(waiter, evenIfStarting: cancellationToken.IsCancellationRequested))
        {
            var rest = patience - context.Clock.GetElapsedTime(since);
            if (!await waiter.WaitAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellationToken))
                GiveUp(waiter, evenIfStarting: true);
        }
        if (cancellationToken.IsCancellationRequested && waiter.Lease.IsCompletedSuccessfully)
        {
            // Nobody is there any more to take it.
            Release((await waiter.Lease).Id, reusable: true);
            cancellationToken.ThrowIfCancellationRequested();
        }
        return await waiter.Lease;
    }

    /// <summary>Ends a lease of this pool; false when there is none of this id.</summary>
    public bool Release(string lease, bool reusable)
    {
        if (!context.Leases.Close(lease, out var container))
            return false;
        lock (_lock)
        {
            // A container that ended, or was stopped, on the way.
            if (container.State != ContainerState.Busy || container.Lease != lease)
                return true;
            container.Lease = null;
            container.LastUsed = context.Clock.GetUtcNow();
            if (reusable && IsCurrent(container) && _containers.Count <= Limit)
                Offer(container);
            else
                _ = Retire(container, TimeSpan.Zero);
        }
        return true;
    }

    /// <summary>Ends all waiting: the agent stops.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            foreach (var waiter in _waiters)
                waiter.Fail(Stopping());
            _waiters.Clear();
        }
    }

    static AcquireException Stopping(Exception? cause = null) => new(AcquireFailure.StartFailed, "The agent is stopping", cause);

    /// <summary>True when the waiter has its answer now: that there is no container for it.</summary>
    bool GiveUp(Waiter waiter, bool evenIfStarting)
    {
        lock (_lock)
        {
            if (waiter.Lease.IsCompleted)
                return true;
            if (waiter.HasStart && !evenIfStarting)
                return false;
            _waiters.Remove(waiter);
            waiter.Fail(waiter.HasStart
                ? new(AcquireFailure.StartTimeout, $"No container of {function} became ready in time")
                : new(AcquireFailure.TooManyContainers, $"{function} has {_containers.Count} containers of {Limit}, all in use"));
            return true;
        }
    }

    int Limit => _spec?.Concurrency ?? context.Options.MaxContainersPerFunction;

    bool IsCurrent(PooledContainer container) => _fingerprint is null || container.Fingerprint == _fingerprint;

    void Define(FunctionSpec spec)
    {
        if (ReferenceEquals(_spec, spec))
            return;
        _spec = spec;
        _fingerprint = _imageId is null ? null : spec.Fingerprint(_imageId);
    }

    void Offer(PooledContainer container)
    {
        container.State = ContainerState.Idle;
        _idle.Add(container);
        Balance();
    }

    /// <summary>Gives idle containers to those who wait, and starts as many as are missing and allowed.</summary>
    void Balance()
    {
        while (_waiters.First is { } first && TakeIdle() is { } container)
        {
            _waiters.RemoveFirst();
            first.Value.Give(Lend(container));
        }
        var starting = _containers.Count(container => container.State == ContainerState.Starting);
        for (var node = _waiters.First; node is not null && starting < _waiters.Count && _containers.Count < Limit; node = node.Next)
        {
            if (node.Value.HasStart)
                continue;
            node.Value.HasStart = true;
            Start(node.Value);
            starting++;
        }
    }

    PooledContainer? TakeIdle()
    {
        while (_idle.Count > 0)
        {
            var container = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            if (IsCurrent(container))
                return container;
            _ = Retire(container, context.Options.StopGrace);
        }
        return null;
    }

    Lease Lend(PooledContainer container)
    {
        var now = context.Clock.GetUtcNow();
        container.State = ContainerState.Busy;
        container.LastUsed = now;
        container.LeaseEnds = now + container.Function.Timeout + context.Options.LeaseGrace;
        container.Lease = context.Leases.Open(this, container);
        var lease = new Lease(container.Lease, container.Name, container.Address, container.Fresh);
        context.Metrics.Acquired(container.Fresh);
        container.Fresh = false;
        return lease;
    }
}
