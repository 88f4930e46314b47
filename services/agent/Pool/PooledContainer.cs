using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>What a container of the pool is doing; lower-cased in answers.</summary>
enum ContainerState
{
    Starting,
    Idle,
    Busy,

    /// <summary>On its way out; it counts until it is gone.</summary>
    Stopping,
}

/// <summary>One container of a <see cref="FunctionPool"/>, which guards every change.</summary>
sealed class PooledContainer(string name, FunctionSpec function, DateTimeOffset since)
{
    readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name { get; } = name;

    /// <summary>The definition that it was started from.</summary>
    public FunctionSpec Function { get; } = function;

    public DateTimeOffset Since { get; } = since;

    public DateTimeOffset LastUsed { get; set; } = since;

    public ContainerState State { get; set; }

    /// <summary>Known once it runs.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>IP address and port of its runtime interface, once it runs.</summary>
    public string Address { get; set; } = "";

    /// <summary>It has served nobody yet.</summary>
    public bool Fresh { get; set; } = true;

    /// <summary>The lease that it is held by while <see cref="ContainerState.Busy"/>.</summary>
    public string? Lease { get; set; }

    /// <summary>When that lease ends by itself.</summary>
    public DateTimeOffset LeaseEnds { get; set; }

    /// <summary>How it ended before it was ready.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Ends a start that waits for its readiness.</summary>
    public void End(string reason) => _ended.TrySetResult(reason);
}

/// <summary>The right to use a container until it is released.</summary>
/// <param name="Id">Unguessable; starts with the container's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Address">IP address and port.</param>
/// <param name="ColdStart">It was started for this request.</param>
sealed record Lease(string Id, string Container, string Address, bool ColdStart);

/// <summary>Why there is no container for a request.</summary>
enum AcquireFailure
{
    FunctionNotFound,
    NoFunctions,
    TooManyContainers,
    StartFailed,
    StartTimeout,
}

/// <summary>A request that got no container, and why, for whoever operates the stack.</summary>
sealed class AcquireException(AcquireFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public AcquireFailure Failure { get; } = failure;
}
