using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

sealed partial class FunctionPool
{
    /// <summary>Whether the pool knows a container of this name, in whatever state.</summary>
    public bool Knows(string container)
    {
        lock (_lock)
            return Find(container) is not null;
    }

    /// <summary>The containers as they are now.</summary>
    public IReadOnlyList<ContainerView> View()
    {
        lock (_lock)
            return [.. _containers.Select(ContainerView.Of)];
    }

    /// <summary>Takes over a container that an earlier agent left, and that serves and is idle.</summary>
    public bool Adopt(FunctionContainer found, FunctionSpec spec, string imageId)
    {
        lock (_lock)
        {
            Define(spec);
            SetImage(imageId);
            if (Find(found.Name) is not null || found.Fingerprint != _fingerprint || _containers.Count >= Limit)
                return false;
            var container = new PooledContainer(found.Name, spec, context.Clock.GetUtcNow())
            {
                Address = $"{found.Address}:{Port}",
                Fingerprint = found.Fingerprint,
                Fresh = false,
            };
            _containers.Add(container);
            Offer(container);
            return true;
        }
    }

    /// <summary>Takes note of the current definition and image (null: unknown): idle containers of another one go.</summary>
    public void Refresh(FunctionSpec? spec, string? imageId)
    {
        lock (_lock)
        {
            if (spec is not null)
                Define(spec);
            if (imageId is not null)
                SetImage(imageId);
            foreach (var container in _idle.Where(container => spec is null || !IsCurrent(container)).ToArray())
                _ = Retire(container, context.Options.StopGrace);
        }
    }

    /// <summary>Ends leases that were never released, and containers that nobody needed for long.</summary>
    public void Sweep()
    {
        var now = context.Clock.GetUtcNow();
        lock (_lock)
        {
            foreach (var container in _idle.Where(container => now - container.LastUsed >= context.Options.IdleTimeout).ToArray())
                _ = Retire(container, context.Options.StopGrace);
            foreach (var container in _containers.Where(container => container.State == ContainerState.Busy && now >= container.LeaseEnds).ToArray())
            {
                context.Metrics.LeaseExpired();
                context.Log.LogWarning("{Container} was never released: it is removed", container.Name);
                _ = Retire(container, TimeSpan.Zero);
            }
        }
    }

    /// <summary>Takes note of a container that ended by itself; false when the pool has none of this name.</summary>
    public bool Ended(string name, string reason)
    {
        lock (_lock)
        {
            if (Find(name) is not { } container)
                return false;
            if (container.State == ContainerState.Starting)
                container.End(reason);
            else if (container.State != ContainerState.Stopping)
                Lost(container, reason);
            return true;
        }
    }

    /// <summary>Removes all containers, those in use too; returns how many there were.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Task[] removals;
        lock (_lock)
            removals = [.. _containers.Where(container => container.State != ContainerState.Stopping).ToArray().Select(End)];
        await Task.WhenAll(removals).WaitAsync(cancellationToken);
        return removals.Length;
    }

    /// <summary>Removes one container; false when the pool has none of this name.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        Task removal;
        lock (_lock)
        {
            if (Find(name) is not { } container)
                return false;
            removal = End(container);
        }
        await removal.WaitAsync(cancellationToken);
        return true;
    }

    PooledContainer? Find(string name) => _containers.Find(container => container.Name == name);

    void SetImage(string imageId)
    {
        _imageId = imageId;
        _fingerprint = _spec?.Fingerprint(imageId);
    }

    void Lost(PooledContainer container, string reason)
    {
        context.Metrics.Died();
        Leave(container);
        _ = context.Tasks.Run(async () =>
        {
            var output = await context.Runtime.LogTailAsync(container.Name, CancellationToken.None);
            context.Log.LogWarning("{Container} ended: {Reason}. Its last output: {Output}", container.Name, reason, output);
            await RemoveAsync(container, TimeSpan.Zero);
            Gone(container);
        });
    }

    Task End(PooledContainer container)
    {
        if (container.State == ContainerState.Starting)
            container.End("stopped on request");
        return Retire(container, container.State == ContainerState.Idle ? context.Options.StopGrace : TimeSpan.Zero);
    }

    Task Retire(PooledContainer container, TimeSpan grace)
    {
        Leave(container);
        return context.Tasks.Run(async () =>
        {
            await RemoveAsync(container, grace);
            context.Log.LogInformation("{Container} is removed", container.Name);
            Gone(container);
        });
    }

    void Leave(PooledContainer container)
    {
        container.State = ContainerState.Stopping;
        _idle.Remove(container);
        if (container.Lease is { } lease)
            context.Leases.Close(lease, out _);
        container.Lease = null;
    }

    void Gone(PooledContainer container)
    {
        lock (_lock)
        {
            _containers.Remove(container);
            Balance();
        }
    }

    async Task RemoveAsync(PooledContainer container, TimeSpan grace)
    {
        try
        {
            await context.Runtime.RemoveAsync(container.Name, grace, CancellationToken.None);
        }
        catch (ContainerException e)
        {
            // It is a container that the pool does not know any more: the keeper tries again.
            context.Log.LogWarning("{Container} could not be removed: {Reason}", container.Name, e.Message);
        }
    }
}
