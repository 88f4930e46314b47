namespace BuildChain.Compose;

/// <summary>A container of a stack: a service's, or a function's that the agent started.</summary>
public sealed record StackContainer(string Id, string Name)
{
    /// <summary>Compose's project, or the one that the agent belongs to.</summary>
    public string Project { get; init; } = "";

    /// <summary>Compose's name of the service; null for a function's container.</summary>
    public string? Service { get; init; }

    /// <summary>The function's name; null for a service's container.</summary>
    public string? Function { get; init; }

    public string Image { get; init; } = "";

    /// <summary><c>sha256:…</c> of the image it runs, whatever its tag means by now.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Docker's word: <c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>exited</c>, <c>dead</c>.</summary>
    public string State { get; init; } = "";

    /// <summary><c>starting</c>, <c>healthy</c>, <c>unhealthy</c>; null without a health check.</summary>
    public string? Health { get; init; }

    /// <summary>The program and arguments of its health check; empty when it has none, or one for a shell.</summary>
    public IReadOnlyList<string> HealthCommand { get; init; } = [];

    /// <summary>What the last health check printed.</summary>
    public string? HealthOutput { get; init; }

    public int ExitCode { get; init; }

    /// <summary>Why the engine could not start it; empty otherwise.</summary>
    public string Error { get; init; } = "";

    public bool OutOfMemory { get; init; }

    public int Restarts { get; init; }

    /// <summary>It is meant to do its work and end: the engine does not start it again.</summary>
    public bool IsOneShot { get; init; }

    /// <summary>It runs, and the engine has not found it well: its first check is seconds away, or the last one went wrong.</summary>
    internal bool MayBeWell => this is { State: "running", Health: not "healthy", IsOneShot: false };

    public DateTimeOffset? Started { get; init; }

    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    /// <summary>The compose files it was started from, as compose's label has them; absolute.</summary>
    public string ComposeFiles { get; init; } = "";
}

/// <summary>A port of the machine that leads to one of a container's.</summary>
/// <param name="Address">The address it is bound to; <c>0.0.0.0</c> for all of IPv4.</param>
public sealed record PublishedPort(string Address, int Port, int ContainerPort);
