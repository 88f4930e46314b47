using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>How to start the docker client of the engine that was found.</summary>
/// <param name="Path">Full path of the client.</param>
/// <param name="Environment">Variables to add: <c>DOCKER_HOST</c>, <c>DOCKER_CONFIG</c>, <c>PATH</c> …</param>
public sealed record DockerCli(string Path, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>Version of the buildx plugin; null when not known, then a recent one is assumed.</summary>
    public Version? Buildx { get; init; }

    /// <summary>Full path of the buildx plugin; null when not known, then docker starts it, which takes twice the time.</summary>
    public string? BuildxPath { get; init; }

    /// <inheritdoc cref="EngineConnection.Host"/>
    public string? Host { get; init; }

    /// <summary>The client of an engine that was found.</summary>
    public static DockerCli Of(EngineConnection engine) => new(engine.DockerPath, engine.Environment)
    {
        Buildx = ToolVersion.Parse(engine.Facts.BuildxVersion),
        BuildxPath = engine.BuildxPath,
        Host = engine.Host,
    };

    /// <summary>A call of buildx by the shortest way: docker takes three processes and 0.2 s of processor time for each.</summary>
    /// <param name="arguments">What follows <c>docker buildx</c>.</param>
    internal ProcessRequest CallBuildx(params IReadOnlyList<string> arguments)
        => BuildxPath is { } plugin ? new ProcessRequest(plugin, arguments) : new ProcessRequest(Path, ["buildx", .. arguments]);
}
