using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

sealed partial class FunctionPool
{
    /// <summary>Where the runtime interface listens in every function container.</summary>
    public const int Port = 8080;

    // What ended a container is known a moment after the runtime shows that it no longer runs.
    static readonly TimeSpan EndIsKnown = TimeSpan.FromSeconds(2);

    void Start(Waiter waiter)
    {
        var container = new PooledContainer(ContainerNames.New(context.Stack.Project, function), _spec!, context.Clock.GetUtcNow());
        _containers.Add(container);
        _ = context.Tasks.Run(() => StartAsync(container, waiter));
    }

    async Task StartAsync(PooledContainer container, Waiter waiter)
    {
        var started = context.Clock.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Tasks.Stopping);
        limit.CancelAfter(context.Options.StartTimeout);
        try
        {
            var imageId = await context.Runtime.ImageIdAsync(container.Function.Image, limit.Token);
            container.Fingerprint = container.Function.Fingerprint(imageId);
            var running = await context.Runtime.StartAsync(container.Name, container.Function, container.Fingerprint, limit.Token);
            if (!running.Running)
                await UntilEndIsKnownAsync(container, limit);
            else if (running.Address.Length == 0)
                throw new ContainerException("it has no address in its network");
            container.Address = $"{running.Address}:{Port}";
            await UntilReadyAsync(container, limit);
            var elapsed = context.Clock.GetElapsedTime(started);
            context.Metrics.Started(elapsed);
            context.Log.LogInformation("{Container} is ready at {Address} after {Milliseconds} ms", container.Name, container.Address, (long)elapsed.TotalMilliseconds);
            if (!Ready(container, imageId))
                await RemoveAsync(container, TimeSpan.Zero);
        }
        catch (Exception e)
        {
            await FailAsync(container, waiter, e);
        }
    }

    async Task UntilReadyAsync(PooledContainer container, CancellationTokenSource limit)
    {
        var ready = context.Readiness.UntilHealthyAsync(container.Address, limit.Token);
        if (await Task.WhenAny(ready, container.Ended) != ready)
            await limit.CancelAsync();
        await ready;
    }

    static async Task UntilEndIsKnownAsync(PooledContainer container, CancellationTokenSource limit)
    {
        await Task.WhenAny(container.Ended, Task.Delay(EndIsKnown, limit.Token));
        container.End("it ended at once");
        await limit.CancelAsync();
        limit.Token.ThrowIfCancellationRequested();
    }

    /// <summary>False when it was stopped on the way.</summary>
    bool Ready(PooledContainer container, string imageId)
    {
        lock (_lock)
        {
            SetImage(imageId);
            if (container.State != ContainerState.Starting)
                return false;
            Offer(container);
            return true;
        }
    }

    async Task FailAsync(PooledContainer container, Waiter waiter, Exception cause)
    {
        var reason = await ReasonAsync(container, cause);
        if (!context.Tasks.Stopping.IsCancellationRequested)
        {
            context.Metrics.StartFailed();
            context.Log.LogError("{Container} did not start: {Reason}", container.Name, reason.Message);
        }
        await RemoveAsync(container, TimeSpan.Zero);
        lock (_lock)
        {
            _containers.Remove(container);
            if (_waiters.Remove(waiter))
                waiter.Fail(reason);
            Balance();
        }
    }

    async Task<AcquireException> ReasonAsync(PooledContainer container, Exception cause)
    {
        if (context.Tasks.Stopping.IsCancellationRequested)
            return Stopping(cause);
        if (cause is not OperationCanceledException)
            return new(AcquireFailure.StartFailed, $"A container of {function} could not be started: {cause.Message}", cause);
        var output = await context.Runtime.LogTailAsync(container.Name, CancellationToken.None);
        var tail = output.Length == 0 ? ". It wrote nothing." : $". It wrote last:\n{output}";
        return container.Ended.IsCompletedSuccessfully
            ? new(AcquireFailure.StartFailed, $"A container of {function} ended before it was ready ({await container.Ended}){tail}", cause)
            : new(AcquireFailure.StartTimeout, $"A container of {function} was not ready within {context.Options.StartTimeout.TotalSeconds} s{tail}", cause);
    }
}
