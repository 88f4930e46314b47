using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>Brings the pool and what really runs together.</summary>
/// <remarks>
/// After a start there may be containers of an earlier agent. Those of the current definition and image that are idle are taken
/// over. Those that are at work are left to finish, since the gateway talks to them directly, and taken over then. All others go.
/// </remarks>
sealed class Inventory(ContainerPool pool, PoolContext context, IFunctionCatalog catalog)
{
    readonly Dictionary<string, DateTimeOffset> _finishing = new(StringComparer.Ordinal);

    /// <summary>Whether no container of an earlier agent is left to judge.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Judges the containers of an earlier agent; to be called again until all is settled.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var left = 0;
        foreach (var container in (await context.Runtime.ListAsync(cancellationToken)).Where(container => !pool.Knows(container.Name)))
        {
            if (!await SettleAsync(container, cancellationToken))
                left++;
        }
        IsSettled = left == 0;
    }

    /// <summary>Containers that nobody knows (a removal failed) go, and known ones that are not there any more (an event was missed) are noticed.</summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        var known = pool.View().Where(view => view.State is "idle" or "busy").ToList();
        var found = await context.Runtime.ListAsync(cancellationToken);
        var running = found.Where(container => container.Running).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var view in known.Where(view => !running.Contains(view.Container)))
            pool.Ended(view.Container, "it does not run any more");
        foreach (var container in found.Where(container => IsSettled && !pool.Knows(container.Name)))
            await RemoveAsync(container, "nobody uses it", cancellationToken);
    }

    /// <summary>False when it has to finish first.</summary>
    async Task<bool> SettleAsync(FunctionContainer container, CancellationToken cancellationToken)
    {
        var spec = catalog.Find(container.Function);
        if (spec is null || await ImageIdAsync(spec, cancellationToken) is not { } imageId || spec.Fingerprint(imageId) != container.Fingerprint)
            await RemoveAsync(container, "an earlier agent left it, and it is of no current function", cancellationToken);
        else if (await WorkAsync(container, cancellationToken) is not { } work)
            await RemoveAsync(container, "an earlier agent left it, and it does not serve", cancellationToken);
        else if (work == ContainerWork.Busy && !IsOverdue(container, spec))
            return false;
        else if (work == ContainerWork.Idle && pool.Pool(container.Function).Adopt(container, spec, imageId))
            context.Log.LogInformation("{Container} of an earlier agent is taken over", container.Name);
        else
            await RemoveAsync(container, "an earlier agent left it, and it is one too many", cancellationToken);
        return true;
    }

    // An invocation has its limit; a container that works longer is lost.
    bool IsOverdue(FunctionContainer container, FunctionSpec spec)
    {
        var now = context.Clock.GetUtcNow();
        if (!_finishing.TryGetValue(container.Name, out var since))
            _finishing[container.Name] = since = now;
        return now - since > spec.Timeout + context.Options.LeaseGrace;
    }

    async Task<string?> ImageIdAsync(FunctionSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Runtime.ImageIdAsync(spec.Image, cancellationToken);
        }
        catch (ContainerException)
        {
            return null;
        }
    }

    async Task<ContainerWork?> WorkAsync(FunctionContainer container, CancellationToken cancellationToken) =>
        container is { Running: true, Address.Length: > 0 }
            ? await context.Readiness.WorkAsync($"{container.Address}:{FunctionPool.Port}", cancellationToken)
            : null;

    async Task RemoveAsync(FunctionContainer container, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await context.Runtime.RemoveAsync(container.Name, TimeSpan.Zero, cancellationToken);
            context.Metrics.Orphan();
            context.Log.LogInformation("{Container} is removed: {Reason}", container.Name, reason);
        }
        catch (ContainerException e)
        {
            // The others go all the same, and the next comparison tries it again.
            context.Log.LogWarning("{Container} could not be removed: {Reason}", container.Name, e.Message);
        }
    }
}
