using Esb.RuntimeNode.Containerd;
using Esb.RuntimeNode.Functions;
using Esb.RuntimeNode.Network;

namespace Esb.RuntimeNode;

/// <summary>Once per start of the node: removes what its last run left, and tries the network, which makes the bridge.</summary>
sealed class NodePreparation(
    NodeSettings node, ContainerdApi containerd, NodeContainers containers, CniNetwork network, NodeState state, ILoggerFactory loggers)
{
    const string Trial = $"{BrandNames.Slug}-trial";
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ILogger _log = loggers.CreateLogger("runtime-node");

    /// <summary>Ends when it has been done.</summary>
    public Task Done => _done.Task;

    /// <summary>Waits for containerd and does it, again and again until it succeeds; the token ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await containerd.ProblemAsync(cancellationToken) is not null)
            await Task.Delay(Pause, cancellationToken);
        while (!await TryAsync(cancellationToken))
            await Task.Delay(PauseAfterFailure, cancellationToken);
        state.NetworkProblem = null;
        _log.LogInformation("functions can be started");
        _done.SetResult();
    }

    async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await containers.RemoveAllAsync(cancellationToken);
            NetworkNamespace.Remove(CniNetwork.Namespace(Trial));
            await NetworkNamespace.CreateAsync(CniNetwork.Namespace(Trial));
            await network.AttachAsync(Trial, cancellationToken);
            NetworkInterface.SetAddress(NodeSettings.Bridge, [0x02, 0x42, .. node.Gateway.GetAddressBytes()]);
            await network.DetachAsync(Trial, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is ContainerdException or CommandException or IOException)
        {
            state.NetworkProblem = $"no container can be attached to the network: {e.Message}";
            _log.LogError("functions cannot be started yet: {Reason}", e.Message);
            return false;
        }
    }
}
