using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Esb.Agent.Pool;

/// <summary>Which pool a lease belongs to.</summary>
sealed class LeaseBook
{
    readonly ConcurrentDictionary<string, (FunctionPool Pool, PooledContainer Container)> _leases = new(StringComparer.Ordinal);

    /// <summary>Leases out there.</summary>
    public int Count => _leases.Count;

    /// <summary>Enters a new lease of the container and returns its id.</summary>
    public string Open(FunctionPool pool, PooledContainer container)
    {
        var id = $"{container.Name}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        _leases[id] = (pool, container);
        return id;
    }

    /// <summary>The pool that gave the lease; null when there is none of this id (any more).</summary>
    public FunctionPool? Pool(string id) => _leases.TryGetValue(id, out var entry) ? entry.Pool : null;

    /// <summary>Takes the lease out; false when there is none of this id (any more).</summary>
    public bool Close(string id, [NotNullWhen(true)] out PooledContainer? container)
    {
        var found = _leases.TryRemove(id, out var entry);
        container = found ? entry.Container : null;
        return found;
    }
}
