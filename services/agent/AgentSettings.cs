using Esb.Agent.Containers;
using Esb.Agent.Docker;
using Esb.Agent.Pool;
using Esb.Common;
using Esb.Common.Node;

namespace Esb.Agent;

/// <summary>What the agent is told through its environment.</summary>
sealed record AgentSettings
{
    /// <summary><c>docker</c> or <c>containerd</c>.</summary>
    public required string Mode { get; init; }

    public required int ApiPort { get; init; }

    public required int MetricsPort { get; init; }

    public required string CertificateFolder { get; init; }

    public required string ConfigurationFolder { get; init; }

    /// <summary>What image names start with, with its <c>/</c>; empty for none.</summary>
    public required string Registry { get; init; }

    public required string Tag { get; init; }

    public required string Region { get; init; }

    public required StackIdentity Stack { get; init; }

    public required EngineEndpoint Engine { get; init; }

    /// <summary>The Docker network that functions join; the agent and the gateway have to be in it.</summary>
    public required string Network { get; init; }

    /// <summary>The runtime node's socket, in containerd mode.</summary>
    public required string NodeSocket { get; init; }

    public required PoolOptions Pool { get; init; }

    /// <summary>Reads the variables that <c>Program.cs</c> lists.</summary>
    public static AgentSettings Read(ServiceSettings settings)
    {
        var environment = settings.Text($"{BrandNames.Env}ENV", "default");
        var project = settings.Text($"{BrandNames.Env}PROJECT", $"{BrandNames.Slug}-{environment}");
        return new()
        {
            Mode = settings.OneOf($"{BrandNames.Env}MODE", "docker", "docker", "containerd"),
            ApiPort = settings.Port("API_PORT", 50051),
            MetricsPort = settings.Port("METRICS_PORT", 9091),
            CertificateFolder = settings.AbsolutePath("CERT_DIR", "/app/certs"),
            ConfigurationFolder = settings.AbsolutePath("CONFIG_DIR", "/app/runtime-config"),
            Registry = WithSlash(settings.Text("CONTAINER_REGISTRY", "")),
            Tag = settings.Text($"{BrandNames.Env}TAG", "latest"),
            Region = settings.Text("AWS_REGION", "us-east-1"),
            Stack = new(project, environment, settings.Text($"{BrandNames.Env}RUN", "") is { Length: > 0 } run ? run : null),
            Engine = settings.Value("DOCKER_HOST", EngineEndpoint.Parse("unix:///var/run/docker.sock")!, "unix:///path or tcp://host:port", EngineEndpoint.Parse),
            Network = settings.Text("NETWORK_EXTERNAL", $"{project}_default"),
            NodeSocket = settings.AbsolutePath("NODE_SOCKET", NodeContract.DefaultSocket),
            Pool = Options(settings, new()),
        };
    }

    static PoolOptions Options(ServiceSettings settings, PoolOptions fallback) => new()
    {
        IdleTimeout = settings.Seconds("IDLE_TIMEOUT", fallback.IdleTimeout),
        StartTimeout = settings.Seconds("START_TIMEOUT", fallback.StartTimeout),
        QueueTimeout = settings.Seconds("QUEUE_TIMEOUT", fallback.QueueTimeout),
        LeaseGrace = settings.Seconds("LEASE_GRACE", fallback.LeaseGrace),
        MaxContainersPerFunction = settings.Number("MAX_CONTAINERS_PER_FUNCTION", fallback.MaxContainersPerFunction, 1, 1000),
    };

    static string WithSlash(string registry) => registry.Length == 0 || registry.EndsWith('/') ? registry : registry + "/";
}
