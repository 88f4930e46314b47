using System.Collections.Concurrent;
using BuildChain;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>The containers of all functions.</summary>
sealed class ContainerPool(PoolContext context, IFunctionCatalog catalog)
{
    readonly ConcurrentDictionary<string, FunctionPool> _pools = new(StringComparer.Ordinal);

    /// <summary>Whether some pool knows a container of this name.</summary>
    public bool Knows(string container) => Pools.Any(pool => pool.Knows(container));

    /// <summary>One pool per function that was ever asked for.</summary>
    public IEnumerable<FunctionPool> Pools => _pools.Values;

    /// <summary>A lease of a container of the function; starts one when none is idle.</summary>
    /// <exception cref="AcquireException">There was none in time.</exception>
    public async Task<Lease> AcquireAsync(string function, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var spec = catalog.Find(function) ?? throw Unknown(function);
            return await Pool(function).AcquireAsync(spec, patience, cancellationToken);
        }
        catch (AcquireException e)
        {
            context.Metrics.Refused(e.Failure);
            throw;
        }
    }

    AcquireException Unknown(string function) => catalog.Problem is { } problem
        ? new(AcquireFailure.NoFunctions, problem)
        : new(AcquireFailure.FunctionNotFound, $"There is no function {function}. Functions: {NearestName.Describe(function, [.. catalog.All.Select(spec => spec.Name)])}");

    /// <summary>Ends a lease; false when there is none of this id.</summary>
    public bool Release(string lease, bool reusable) => context.Leases.Pool(lease)?.Release(lease, reusable) ?? false;

    /// <summary>All containers, by function and age.</summary>
    public IReadOnlyList<ContainerView> View() =>
        [.. Pools.SelectMany(pool => pool.View()).OrderBy(view => view.Function, StringComparer.Ordinal).ThenBy(view => view.Since)];

    /// <summary>Removes all containers of a function; returns how many there were.</summary>
    public Task<int> StopAsync(string function, CancellationToken cancellationToken) =>
        _pools.TryGetValue(function, out var pool) ? pool.StopAsync(cancellationToken) : Task.FromResult(0);

    /// <summary>Removes one container; false when there is none of this name.</summary>
    public async Task<bool> RemoveAsync(string container, CancellationToken cancellationToken)
    {
        foreach (var pool in Pools)
        {
            if (await pool.RemoveAsync(container, cancellationToken))
                return true;
        }
        return false;
    }

    /// <summary>Takes note of a container that ended by itself.</summary>
    public void Ended(string container, string reason)
    {
        foreach (var pool in Pools)
        {
            if (pool.Ended(container, reason))
                return;
        }
    }

    /// <summary>The function's pool.</summary>
    public FunctionPool Pool(string function) => _pools.GetOrAdd(function, static (name, context) => new FunctionPool(name, context), context);

    /// <summary>From now on nothing is started, and whoever waits is refused.</summary>
    public void Refuse()
    {
        context.Tasks.Cancel();
        foreach (var pool in Pools)
            pool.Refuse();
    }

    /// <summary>Removes all containers, after <see cref="Refuse"/>.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Refuse();
        await Task.WhenAll(Pools.Select(pool => pool.StopAsync(cancellationToken)));
        await context.Tasks.EndAsync(cancellationToken);
    }
}
