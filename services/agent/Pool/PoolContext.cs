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

    /// <summary>What it does at this moment; null when it does not serve.</summary>
    Task<ContainerWork?> WorkAsync(string address, CancellationToken cancellationToken);
}

/// <summary>Whether a container has an invocation to work on.</summary>
enum ContainerWork
{
    Idle,
    Busy,
}
