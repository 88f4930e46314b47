using Esb.RuntimeNode.Containerd;
using Esb.RuntimeNode.Functions;
using Esb.RuntimeNode.Network;

namespace Esb.RuntimeNode;

/// <summary>The node's parts.</summary>
static class NodeServices
{
    /// <summary>Adds them all.</summary>
    public static void AddNode(this IServiceCollection services, NodeSettings node) => services
        .AddSingleton(node)
        .AddSingleton(_ => new ContainerdConnection(node.Socket))
        .AddSingleton<ContainerdApi>()
        .AddSingleton(_ => new RegistryClient(node.RegistryScheme))
        .AddSingleton(provider => new NodeImages(
            provider.GetRequiredService<ContainerdApi>(), provider.GetRequiredService<RegistryClient>(), node, provider.Log("images")))
        .AddSingleton<CniNetwork>()
        .AddSingleton(provider => new NodeContainers(
            provider.GetRequiredService<ContainerdApi>(), provider.GetRequiredService<NodeImages>(), provider.GetRequiredService<CniNetwork>(),
            provider.GetRequiredService<ContainerLogs>(), node, provider.Log("containers")))
        .AddSingleton<ContainerLogs>()
        .AddSingleton<NodeState>()
        .AddSingleton<NodePreparation>()
        .AddHostedService<ContainerdSupervisor>()
        .AddHostedService(provider => provider.GetRequiredService<ContainerLogs>())
        .AddHostedService<NameRelay>()
        .AddHostedService<ZombieReaper>();

    static ILogger Log(this IServiceProvider services, string category) => services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
}
