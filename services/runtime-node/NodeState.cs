using Esb.RuntimeNode.Containerd;

namespace Esb.RuntimeNode;

/// <summary>What is known of the node, behind <c>/health</c>.</summary>
sealed class NodeState(ContainerdApi containerd)
{
    /// <summary>What keeps containerd from being started, or why it is down; empty while it should be running.</summary>
    public IReadOnlyList<string> Obstacles { get; set; } = ["containerd has not been started yet"];

    /// <summary>Why no container can be attached to the network, or null.</summary>
    public string? NetworkProblem { get; set; } = "the network has not been tried yet";

    /// <summary>The check behind <c>/health</c>: containerd itself has to answer.</summary>
    public async ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) =>
        Obstacles is { Count: > 0 } obstacles ? obstacles
        : await containerd.ProblemAsync(cancellationToken) is { } problem ? [problem]
        : NetworkProblem is { } network ? [network]
        : [];
}
