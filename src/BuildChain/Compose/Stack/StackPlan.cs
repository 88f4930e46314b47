using BuildChain.Engine;

namespace BuildChain.Compose;

/// <summary>A stack that is to be started, with everything that has to be known for it.</summary>
public sealed record StackPlan(EngineConnection Engine, StackSettings Settings, ComposeFile File)
{
    /// <summary>How long it may take until every service is well.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    public IReadOnlyList<string> Services => [.. File.Services.Select(service => service.Name)];

    /// <summary>The images that the services run, as references.</summary>
    public IReadOnlyList<string> Images
        => [.. File.Services.Select(service => service.Image).OfType<string>()
            .Select(image => ComposeTemplate.Expand(image, Variable)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The images that the functions of the configuration run, as references of this engine.</summary>
    public IReadOnlyList<string> FunctionImages
        => [.. StackFunctions.In(Settings.ConfigDirectory).Images.Select(name => $"{Settings.RegistryPrefix}{name}:{Settings.Tag}")];

    /// <summary>The ports of this machine that it publishes, by the variable of the compose file that sets each.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = Settings.Ports.ByVariable;

    /// <summary>Where a service says whether it is well, for those that are published on this machine.</summary>
    public IReadOnlyDictionary<string, Uri> HealthUrls { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal)
    {
        ["gateway"] = new($"https://127.0.0.1:{Settings.Ports.GatewayHttps}/health"),
        ["agent"] = new($"http://127.0.0.1:{Settings.Ports.AgentMetrics}/health"),
    };

    /// <summary>The target that starts it, for messages.</summary>
    public string Target { get; init; } = "Up";

    /// <summary>The command that starts it again, where <see cref="Target"/> alone does not tell: an E2E run's.</summary>
    public string? Rerun { get; init; }

    /// <summary>Where the lines of its containers will be, when the containers will be gone; null when they stay.</summary>
    public string? LogDirectory { get; init; }

    /// <summary>Where people reach the stack.</summary>
    public IReadOnlyList<StackUrl> Urls =>
    [
        new("gateway", $"https://localhost{(Settings.Ports.GatewayHttps == 443 ? "" : $":{Settings.Ports.GatewayHttps}")}"),
        new("metrics", $"http://127.0.0.1:{Settings.Ports.AgentMetrics}/metrics"),
    ];

    /// <summary>A call of <c>docker compose</c> for this stack.</summary>
    public ComposeInvocation Compose(params IReadOnlyList<string> arguments)
        => new(Engine.DockerPath, ["compose", "--file", Settings.ComposeFile, .. arguments], Settings.Root, Environment, Timeout);

    Dictionary<string, string?> Environment
    {
        get
        {
            var variables = new Dictionary<string, string?>(Engine.Environment, StringComparer.Ordinal);
            foreach (var (name, value) in Settings.Variables)
                variables[name] = value;
            return variables;
        }
    }

    string? Variable(string name) => Settings.Variables.TryGetValue(name, out var value) ? value : System.Environment.GetEnvironmentVariable(name);
}

/// <summary>An address of a stack, and what is there.</summary>
public sealed record StackUrl(string Name, string Url);

/// <summary>One call of <c>docker compose</c>, for whoever runs it.</summary>
/// <param name="Environment">Variables to set on top of the process's own; null removes one.</param>
/// <param name="Timeout">It is killed after this time.</param>
public sealed record ComposeInvocation(
    string Executable, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string?> Environment, TimeSpan Timeout);

/// <summary>How the call ended.</summary>
/// <param name="ExitCode">Null when it was killed at its timeout.</param>
/// <param name="Output">Both streams, as lines.</param>
public sealed record ComposeExecution(int? ExitCode, string Output);
