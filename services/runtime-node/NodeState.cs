namespace Esb.RuntimeNode;

/// <summary>What is known of the node, behind <c>/health</c>.</summary>
sealed class NodeState(NodeSettings node) : IDisposable
{
    readonly ContainerdClient _client = new(node.Socket);

    /// <summary>What keeps containerd from being started, or why it is down; empty while it should be running.</summary>
    public IReadOnlyList<string> Obstacles { get; set; } = ["containerd has not been started yet"];

    /// <summary>The check behind <c>/health</c>: containerd itself has to answer.</summary>
    public async ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) =>
        Obstacles is { Count: > 0 } obstacles ? obstacles
        : await _client.ProblemAsync(cancellationToken) is { } problem ? [problem]
        : [];

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
