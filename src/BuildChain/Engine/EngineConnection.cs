using BuildChain.Processes;

namespace BuildChain.Engine;

/// <summary>A usable engine: how to call it and what it can do.</summary>
/// <param name="Kind">Whose engine it is.</param>
/// <param name="DockerPath">Full path of the docker CLI.</param>
/// <param name="Environment">Variables every docker process needs on top of the present ones; a null value removes a variable.</param>
/// <param name="Facts">What the engine, buildx and compose said about themselves.</param>
public sealed record EngineConnection(
    EngineKind Kind,
    string DockerPath,
    IReadOnlyDictionary<string, string?> Environment,
    EngineFacts Facts)
{
    /// <summary>Where the engine listens, as <c>DOCKER_HOST</c> would say it; null when only the CLI knows.</summary>
    public string? Host { get; init; }

    /// <summary>Full path of the buildx plugin, which runs without the docker CLI too; null when not known.</summary>
    public string? BuildxPath { get; init; }

    /// <summary>A docker command that reaches this engine.</summary>
    public ProcessRequest Docker(params IReadOnlyList<string> arguments) => new(DockerPath, arguments) { Environment = Environment };
}
