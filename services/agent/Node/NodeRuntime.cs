using System.Runtime.CompilerServices;
using System.Text.Json;
using Esb.Agent.Containers;
using Esb.Agent.Functions;
using Esb.Common.Node;

namespace Esb.Agent.Node;

/// <summary>Function containers in the runtime node's containerd, asked for over its socket (<see cref="NodeContract"/>).</summary>
sealed class NodeRuntime(NodeClient node, StackIdentity stack, string region) : IContainerRuntime
{
    /// <inheritdoc/>
    public async Task<string> ImageIdAsync(string image, CancellationToken cancellationToken) =>
        (await node.GetAsync($"/v1/images?reference={Uri.EscapeDataString(image)}", NodeJson.Default.NodeImage, cancellationToken)).Id;

    /// <inheritdoc/>
    public Task PrepareAsync(string image, CancellationToken cancellationToken) =>
        node.PostAsync($"/v1/images?reference={Uri.EscapeDataString(image)}", NodeJson.Default.NodeImage, cancellationToken);

    /// <inheritdoc/>
    public async Task<FunctionContainer> StartAsync(string name, FunctionSpec function, string fingerprint, CancellationToken cancellationToken)
    {
        var limits = ContainerLimits.Of(function.MemoryMiB);
        var container = new StartContainer(
            name, function.Image, ContainerLabels.Of(stack, function.Name, fingerprint), FunctionVariables.Of(function, region),
            limits.MemoryBytes, ContainerLimits.TemporaryBytes, limits.Cpus, limits.CpuShares, ContainerLimits.Processes, ContainerLimits.OpenFiles);
        return Container(await node.PostAsync(
            "/v1/containers", container, NodeJson.Default.StartContainer, NodeJson.Default.NodeContainer, cancellationToken));
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, TimeSpan grace, CancellationToken cancellationToken) =>
        node.DeleteAsync($"/v1/containers/{name}?graceMs={(int)grace.TotalMilliseconds}", cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FunctionContainer>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await node.GetAsync("/v1/containers", NodeJson.Default.IReadOnlyListNodeContainer, cancellationToken)).Select(Container)];

    /// <inheritdoc/>
    public async Task<string> LogTailAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await node.TextAsync($"/v1/containers/{name}/log", cancellationToken);
        }
        catch (ContainerException)
        {
            return "";
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContainerEnd> EndsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in node.LinesAsync("/v1/ends", cancellationToken))
        {
            var end = JsonSerializer.Deserialize(line, NodeJson.Default.NodeEnd)!;
            yield return new(end.Name, end.Reason);
        }
    }

    /// <inheritdoc/>
    public Task<string?> ProblemAsync(CancellationToken cancellationToken) => node.ProblemAsync(cancellationToken);

    static FunctionContainer Container(NodeContainer container) => new(
        container.Name,
        container.Labels.GetValueOrDefault(ContainerLabels.Function, ""),
        container.Labels.GetValueOrDefault(ContainerLabels.Fingerprint, ""),
        container.Address,
        container.Running);
}
