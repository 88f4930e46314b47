using BuildChain.Engine;

namespace BuildChain.Compose;

/// <summary>The registry on this machine that containerd mode takes images from: one per engine, shared by all stacks, which it outlives.</summary>
/// <param name="Port">Where it is published on 127.0.0.1.</param>
public sealed record LocalRegistry(int Port)
{
    public const string Project = $"{BrandNames.Slug}-registry";
    public const int DefaultPort = 5010;

    const int Alternatives = 50;

    const string Service = "registry";
    const string PortVariable = "PORT_REGISTRY";

    /// <summary>What the engine and people put before an image's name. An address, for <c>localhost</c> may mean IPv6.</summary>
    public string Prefix => $"127.0.0.1:{Port}/";

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>The registry as it runs; null when it does not.</summary>
    public static async Task<LocalRegistry?> FindAsync(EngineConnection engine, CancellationToken cancellationToken = default)
    {
        var containers = await new StackInspector(engine).ContainersAsync(Project, cancellationToken);
        var running = containers.FirstOrDefault(container => container is { Service: Service, State: "running", Health: not "unhealthy" });
        return running?.Ports is [var published, ..] ? new LocalRegistry(published.Port) : null;
    }

    /// <summary>The first port from the default one on that nobody has; the default one where all are taken, for its message.</summary>
    public static int FreePort() => Enumerable.Range(DefaultPort, Alternatives).FirstOrDefault(PortProbe.IsFree, DefaultPort);

    /// <summary>How it is started.</summary>
    /// <param name="root">Where <c>docker-compose.registry.yml</c> is.</param>
    /// <param name="registryPrefix">What the name of its own image begins with.</param>
    public static StackPlan Plan(EngineConnection engine, string root, int port, string tag, string registryPrefix)
    {
        var settings = new StackSettings(root, Project, "registry")
        {
            Tag = tag,
            RegistryPrefix = registryPrefix,
            CertificateDirectory = root,
            ConfigDirectory = root,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [PortVariable] = FormattableString.Invariant($"{port}") },
        };
        return new StackPlan(engine, settings, ComposeFile.Read(settings.ComposeFile, root))
        {
            Ports = new Dictionary<string, int>(StringComparer.Ordinal) { [PortVariable] = port },
            HealthUrls = new Dictionary<string, Uri>(StringComparer.Ordinal) { [Service] = new LocalRegistry(port).Url },
            Target = "SetupRegistry",
        };
    }

    /// <summary>The message to a start that wants the registry at another port than where it serves others.</summary>
    public BuildChainException RunsElsewhere(int asked)
        => new($"The registry runs at 127.0.0.1:{Port}, not at port {asked}; other stacks may use it there.",
            $"Leave --port-registry away, or move it: ./build.sh SetupRegistry --port-registry {asked}");
}
