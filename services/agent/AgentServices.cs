using Esb.Agent.Containers;
using Esb.Agent.Docker;
using Esb.Agent.Functions;
using Esb.Agent.Node;
using Esb.Agent.Pool;
using Esb.Agent.Tls;
using Esb.Common;

namespace Esb.Agent;

/// <summary>The agent's parts.</summary>
static class AgentServices
{
    /// <summary>Adds them all.</summary>
    public static void AddAgent(this IServiceCollection services, AgentSettings agent)
    {
        services.AddPool(agent);
        if (agent.Mode == "containerd")
            services.AddHostedService(NodeWatch);
    }

    /// <summary>The logger of a category.</summary>
    public static ILogger Log(this IServiceProvider services, string category) => services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    static void AddPool(this IServiceCollection services, AgentSettings agent) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(provider => new CertificateFolder(agent.CertificateFolder, TimeProvider.System, provider.Log("tls")))
        .AddSingleton<IFunctionCatalog>(provider => new FunctionCatalog(
            agent.ConfigurationFolder, agent.Registry, agent.Tag, TimeProvider.System, provider.Log("functions")))
        .AddSingleton<IContainerRuntime>(_ => agent.Mode == "docker"
            ? new DockerRuntime(new EngineClient(agent.Engine), agent.Stack, agent.Network, agent.Region)
            : new NodeRuntime(new NodeClient(agent.NodeSocket), agent.Stack, agent.Region))
        .AddSingleton<IReadiness, Readiness>()
        .AddSingleton<PoolMetrics>()
        .AddSingleton(provider => new PoolContext(
            provider.GetRequiredService<IContainerRuntime>(), provider.GetRequiredService<IReadiness>(), agent.Stack, agent.Pool,
            provider.GetRequiredService<PoolMetrics>(), TimeProvider.System, provider.Log("pool")))
        .AddSingleton<ContainerPool>()
        .AddSingleton<Inventory>()
        .AddHostedService<EndWatch>()
        .AddHostedService<Keeper>();

    static NetworkWatch NodeWatch(IServiceProvider services)
    {
        var node = services.GetRequiredService<IContainerRuntime>();
        return new(services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<NetworkWatch>>())
        {
            IsBack = async cancellationToken => await node.ProblemAsync(cancellationToken) is null,
        };
    }
}
