namespace BuildChain.Buildx;

/// <summary>A builder of BuildKit's own, beside the engine's.</summary>
/// <param name="Name">As <c>--builder</c> takes it.</param>
/// <param name="Driver"><c>docker-container</c>, <c>remote</c> or <c>kubernetes</c>.</param>
public sealed record BuilderSpec(string Name, string Driver)
{
    public const string Container = "docker-container";
    public const string Remote = "remote";
    public const string Kubernetes = "kubernetes";

    /// <summary>
    /// Where BuildKit is. Remote: <c>tcp://host:port</c> or <c>unix:///path</c>. Container: a docker context or <c>DOCKER_HOST</c>, this engine's by
    /// default. Kubernetes: none, its cluster is that of the kube configuration's current context.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>Options of the driver as they are given, <c>key=value</c>; they win over those that follow from the settings.</summary>
    public IReadOnlyList<string> DriverOptions { get; init; } = [];

    /// <summary>What BuildKit is told; a remote one was told elsewhere.</summary>
    public BuildkitSettings Settings { get; init; } = new();

    /// <summary>Whether BuildKit takes its configuration from buildx.</summary>
    public bool TakesConfiguration => Driver != Remote;

    /// <exception cref="BuildChainException">What cannot be: no name, no endpoint where there has to be one.</exception>
    public BuilderSpec Checked()
    {
        IReadOnlyList<string> drivers = [Container, Remote, Kubernetes];
        if (!drivers.Contains(Driver, StringComparer.Ordinal))
            throw new BuildChainException($"--driver is '{Driver}'. It accepts: {NearestName.Describe(Driver, drivers)}");
        if (Name is "default")
            throw new BuildChainException("--builder default is the engine's own builder: it is there already, and has the docker driver.", $"Give the new one a name: --builder {BrandNames.Slug}");
        if (Driver == Remote && Endpoint is null)
            throw new BuildChainException("--driver remote needs the address of a BuildKit.", "Add --endpoint, such as --endpoint tcp://buildkit.example:1234 or unix:///run/buildkit/buildkitd.sock");
        if (Driver == Remote && !(Endpoint!.StartsWith("tcp://", StringComparison.Ordinal) || Endpoint.StartsWith("unix://", StringComparison.Ordinal)))
            throw new BuildChainException($"--endpoint: '{Endpoint}' is no address of a BuildKit.", "Give tcp://HOST:PORT or unix:///PATH");
        if (Driver == Kubernetes && Endpoint is not null)
            throw new BuildChainException($"--endpoint: '{Endpoint}' does not go with --driver kubernetes: buildx takes the cluster of the kube configuration's current context.", $"kubectl config use-context {Endpoint}, or KUBECONFIG=FILE; without --endpoint");
        foreach (var option in DriverOptions.Where(option => option.IndexOf('=', StringComparison.Ordinal) < 1))
            throw new BuildChainException($"--driver-opt: '{option}' is no option.", "Give KEY=VALUE, such as image=registry.example/buildkit:v0.26.0");
        return this;
    }
}

/// <summary>What a BuildKit that buildx starts is configured with.</summary>
public sealed record BuildkitSettings
{
    /// <summary>Mirrors of Docker Hub, tried in order: <c>host[:port][/path]</c>.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Registries without encryption, such as the local one, <c>127.0.0.1:5010</c>.</summary>
    public IReadOnlyList<string> Insecure { get; init; } = [];

    /// <summary>Most bytes of build cache that BuildKit keeps.</summary>
    public long KeepBytes { get; init; } = 20_000_000_000;

    /// <summary>PEM file of an authority that registries and mirrors are trusted by; null for the system's only.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Proxy variables for BuildKit and what it pulls, by their names.</summary>
    public IReadOnlyDictionary<string, string> Proxy { get; init; } = new Dictionary<string, string>();
}
