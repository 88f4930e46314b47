using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BuildChain.Engine;

/// <summary>The address the docker CLI would use, found by its own rules: <c>DOCKER_HOST</c>, then the context, then the default.</summary>
/// <param name="Host">As in <c>DOCKER_HOST</c>; null when only the CLI can tell.</param>
/// <param name="Origin">What led there, for messages.</param>
sealed record DockerEndpoint(string? Host, string Origin)
{
    const string UnixScheme = "unix://";

    /// <summary>The socket file, when the engine is reached over one.</summary>
    public string? Socket => Host?.StartsWith(UnixScheme, StringComparison.Ordinal) == true ? Host[UnixScheme.Length..] : null;

    public override string ToString() => $"{Host ?? "unknown address"} ({Origin})";

    public static DockerEndpoint Resolve(Func<string, string?> variable, string configDirectory)
    {
        if (variable("DOCKER_HOST") is { Length: > 0 } host)
            return new(host, "DOCKER_HOST");

        var (context, origin) = variable("DOCKER_CONTEXT") is { Length: > 0 } named
            ? (named, $"DOCKER_CONTEXT={named}")
            : (CurrentContext(configDirectory), "docker context");
        return context is null or "default"
            ? new(DefaultHost(), "default")
            : new(ContextHost(configDirectory, context), origin.Contains('=', StringComparison.Ordinal) ? origin : $"{origin} {context}");
    }

    /// <summary><c>DOCKER_CONFIG</c> or <c>~/.docker</c>.</summary>
    public static string ConfigDirectory(Func<string, string?> variable)
        => variable("DOCKER_CONFIG") is { Length: > 0 } directory
            ? directory
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    static string DefaultHost() => OperatingSystem.IsWindows() ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";

    static string? CurrentContext(string configDirectory)
        => DockerConfig.Read(Path.Combine(configDirectory, "config.json")) is { } config
           && config.TryGetProperty("currentContext", out var name) && name.ValueKind == JsonValueKind.String
           && name.GetString() is { Length: > 0 } context
            ? context
            : null;

    // The CLI stores a context's metadata under the SHA-256 of its name.
    static string? ContextHost(string configDirectory, string context)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
        var meta = DockerConfig.Read(Path.Combine(configDirectory, "contexts", "meta", id, "meta.json"));
        return meta is { } root
               && root.TryGetProperty("Endpoints", out var endpoints)
               && endpoints.TryGetProperty("docker", out var docker)
               && docker.TryGetProperty(nameof(Host), out var host)
            ? host.GetString()
            : null;
    }
}

static class DockerConfig
{
    /// <summary>A JSON file of the CLI; null when it is absent or unreadable, as the CLI itself then goes on with defaults.</summary>
    public static JsonElement? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
