namespace Esb.Agent.Pool;

/// <summary>How long and how many.</summary>
sealed record PoolOptions
{
    /// <summary>A container that nobody used for this long is stopped.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the start of a container to its first healthy answer.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request may queue for a container while its function has as many as it may have.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A lease ends this long after the function's own timeout: then the gateway that held it is gone.</summary>
    public TimeSpan LeaseGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Containers of a function without reserved concurrency.</summary>
    public int MaxContainersPerFunction { get; init; } = 32;

    /// <summary>How long an idle container may take to end by itself.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);
}
