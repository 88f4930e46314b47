using Esb.Agent.Containers;

namespace Esb.Agent.Pool;

/// <summary>What the pools of all functions share.</summary>
sealed record PoolContext(
    IContainerRuntime Runtime, IReadiness Readiness, StackIdentity Stack, PoolOptions Options, PoolMetrics Metrics, TimeProvider Clock, ILogger Log) : IDisposable
{
    /// <summary>Leases by their id.</summary>
    public LeaseBook Leases { get; } = new();

    /// <summary>Starts and removals under way.</summary>
    public BackgroundTasks Tasks { get; } = new();

    /// <inheritdoc/>
    public void Dispose() => Tasks.Dispose();
}

/// <summary>Waits until a container's runtime interface serves.</summary>
interface IReadiness
{
    /// <summary>Returns when it does; the token ends the wait.</summary>
    Task UntilHealthyAsync(string address, CancellationToken cancellationToken);

    /// <summary>Whether it does at this moment, and has nothing to do.</summary>
    Task<bool> IsIdleAsync(string address, CancellationToken cancellationToken);
}
