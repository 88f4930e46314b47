using BuildChain.Engine;

namespace BuildChain.Compose;

/// <summary>The engine's socket as a container gets it: the file, and the group that may use it.</summary>
public sealed record EngineSocket(string Path, uint Group)
{
    const string Scheme = "unix://";

    /// <summary>Where the socket is in Docker Desktop's machine, and on nearly every other.</summary>
    public static EngineSocket Default { get; } = new("/var/run/docker.sock", 0);

    /// <summary>Whether what the engine publishes is reached at this machine's own addresses.</summary>
    public static bool IsOnThisMachine(EngineConnection connection)
        => connection.Host is { } host && (host.StartsWith(Scheme, StringComparison.Ordinal) || host.StartsWith("npipe://", StringComparison.Ordinal));

    /// <summary>
    /// On Linux the socket that the engine was reached over. Elsewhere, and for an engine reached over the network, the engine is on
    /// another (virtual) machine and its socket at the usual place there.
    /// </summary>
    public static EngineSocket Of(EngineConnection connection)
        => OperatingSystem.IsLinux() && connection.Host is { } host && host.StartsWith(Scheme, StringComparison.Ordinal)
            ? new EngineSocket(host[Scheme.Length..], FileGroup.Of(host[Scheme.Length..]) ?? 0)
            : Default;
}
