using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>Keeps the pool and what really runs in step: idle time, leases, changed images and definitions, containers that nobody knows.</summary>
sealed class Keeper(ContainerPool pool, PoolContext context, IFunctionCatalog catalog) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    const int BeatsPerRefresh = 5;
    const int BeatsPerComparison = 30;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, context.Clock);
        _ = catalog.Problem;
        var compared = await TryAsync(AdoptAsync, stoppingToken);
        for (var beat = 1; await NextAsync(timer, stoppingToken); beat++)
        {
            foreach (var one in pool.Pools)
                one.Sweep();
            if (!compared)
                compared = await TryAsync(AdoptAsync, stoppingToken);
            else if (beat % BeatsPerComparison == 0)
                await TryAsync(CompareAsync, stoppingToken);
            if (beat % BeatsPerRefresh == 0)
                await TryAsync(RefreshAsync, stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await pool.CloseAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            context.Log.LogWarning("not all function containers could be removed in time: the next agent of this stack does it");
        }
    }

    /// <summary>After a start: idle containers of an earlier agent go on, all others of this stack go.</summary>
    async Task AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var container in await StrangersAsync(cancellationToken))
        {
            if (await CanAdoptAsync(container, cancellationToken) is not { } adoption)
                await RemoveAsync(container, "an earlier agent left it", cancellationToken);
            else if (pool.Pool(container.Function).Adopt(container, adoption.Spec, adoption.ImageId))
                context.Log.LogInformation("{Container} of an earlier agent is taken over", container.Name);
            else
                await RemoveAsync(container, "it is of another definition or image, or one too many", cancellationToken);
        }
    }

    async Task<(FunctionSpec Spec, string ImageId)?> CanAdoptAsync(FunctionContainer container, CancellationToken cancellationToken)
    {
        if (!container.Running || catalog.Find(container.Function) is not { } spec)
            return null;
        try
        {
            var imageId = await context.Runtime.ImageIdAsync(spec.Image, cancellationToken);
            return spec.Fingerprint(imageId) == container.Fingerprint && await context.Readiness.IsIdleAsync($"{container.Address}:{FunctionPool.Port}", cancellationToken)
                ? (spec, imageId)
                : null;
        }
        catch (ContainerException)
        {
            return null;
        }
    }

    /// <summary>Containers that nobody knows (a removal failed) go, and known ones that are not there any more (an event was missed) are noticed.</summary>
    async Task CompareAsync(CancellationToken cancellationToken)
    {
        var known = pool.View().Where(view => view.State is "idle" or "busy").ToList();
        var found = await context.Runtime.ListAsync(cancellationToken);
        var running = found.Where(container => container.Running).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var view in known.Where(view => !running.Contains(view.Container)))
            pool.Ended(view.Container, "it does not run any more");
        foreach (var container in found.Where(container => !pool.Knows(container.Name)))
            await RemoveAsync(container, "nobody uses it", cancellationToken);
    }

    async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var one in pool.Pools.Where(one => one.View().Count > 0))
        {
            var spec = catalog.Find(one.Function);
            one.Refresh(spec, spec is null ? null : await context.Runtime.ImageIdAsync(spec.Image, cancellationToken));
        }
    }

    async Task<IEnumerable<FunctionContainer>> StrangersAsync(CancellationToken cancellationToken) =>
        (await context.Runtime.ListAsync(cancellationToken)).Where(container => !pool.Knows(container.Name));

    async Task RemoveAsync(FunctionContainer container, string reason, CancellationToken cancellationToken)
    {
        await context.Runtime.RemoveAsync(container.Name, TimeSpan.Zero, cancellationToken);
        context.Metrics.Orphan();
        context.Log.LogInformation("{Container} is removed: {Reason}", container.Name, reason);
    }

    async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            return true;
        }
        catch (ContainerException e)
        {
            context.Log.LogWarning("the containers could not be looked after: {Reason}", e.Message);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        return false;
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
