namespace Esb.Agent.Pool;

/// <summary>One container in the answer of <c>GET /v1/containers</c>. The state is <c>starting</c>, <c>idle</c>, <c>busy</c> or <c>stopping</c>.</summary>
sealed record ContainerView(string Container, string Function, string Address, string State, DateTimeOffset Since, DateTimeOffset LastUsed)
{
    /// <summary>The container as it is now.</summary>
    public static ContainerView Of(PooledContainer container) => new(
        container.Name, container.Function.Name, container.Address, Word(container.State), container.Since, container.LastUsed);

    static string Word(ContainerState state) => state switch
    {
        ContainerState.Starting => "starting",
        ContainerState.Idle => "idle",
        ContainerState.Busy => "busy",
        _ => "stopping",
    };
}
