using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>Brings the pool and what really runs together.</summary>
sealed class Inventory(ContainerPool pool, PoolContext context, IFunctionCatalog catalog)
{
    /// <summary>After a start: idle containers of an earlier agent go on, all others of this stack go.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var container in await StrangersAsync(cancellationToken))
        {
            if (await CanAdoptAsync(container, cancellationToken) is not { } adoption)
                await RemoveAsync(container, "an earlier agent left it", cancellationToken);
            else if (pool.Pool(container.Function).Adopt(container, adoption.Spec, adoption.ImageId))
                context.Log.LogInformation("{Container} of an earlier agent is taken over", container.Name);
            else
                await RemoveAsync(container, "an earlier agent left it, one too many", cancellationToken);
        }
    }

    /// <summary>Containers that nobody knows (a removal failed) go, and known ones that are not there any more (an event was missed) are noticed.</summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        var known = pool.View().Where(view => view.State is "idle" or "busy").ToList();
        var found = await context.Runtime.ListAsync(cancellationToken);
        var running = found.Where(container => container.Running).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var view in known.Where(view => !running.Contains(view.Container)))
            pool.Ended(view.Container, "it does not run any more");
        foreach (var container in found.Where(container => !pool.Knows(container.Name)))
            await RemoveAsync(container, "nobody uses it", cancellationToken);
    }

    async Task<(FunctionSpec Spec, string ImageId)?> CanAdoptAsync(FunctionContainer container, CancellationToken cancellationToken)
    {
        if (!container.Running || container.Address.Length == 0 || catalog.Find(container.Function) is not { } spec)
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

    async Task<IEnumerable<FunctionContainer>> StrangersAsync(CancellationToken cancellationToken) =>
        (await context.Runtime.ListAsync(cancellationToken)).Where(container => !pool.Knows(container.Name));

    async Task RemoveAsync(FunctionContainer container, string reason, CancellationToken cancellationToken)
    {
        await context.Runtime.RemoveAsync(container.Name, TimeSpan.Zero, cancellationToken);
        context.Metrics.Orphan();
        context.Log.LogInformation("{Container} is removed: {Reason}", container.Name, reason);
    }
}
