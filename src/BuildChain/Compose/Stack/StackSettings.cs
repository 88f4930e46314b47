using System.Globalization;

namespace BuildChain.Compose;

/// <summary>What one stack is started with: the variables that the compose files know.</summary>
/// <param name="Root">Absolute; the compose files are there.</param>
/// <param name="Project">Compose's project name: containers, network and volumes are named by it.</param>
/// <param name="Mode"><c>docker</c> or <c>containerd</c>, or the middle of another <c>docker-compose.&lt;mode&gt;.yml</c>.</param>
public sealed record StackSettings(string Root, string Project, string Mode)
{
    public string Env { get; init; } = "default";

    public string Tag { get; init; } = "latest";

    /// <summary>Empty, or ending with '/'.</summary>
    public string RegistryPrefix { get; init; } = "";

    /// <summary>The E2E run that owns the stack; empty for none.</summary>
    public string Run { get; init; } = "";

    /// <summary>Ports as they are to be published; none is 0.</summary>
    public StackPorts Ports { get; init; } = new();

    /// <summary>Absolute.</summary>
    public required string CertificateDirectory { get; init; }

    /// <summary>Absolute; functions.yml, routing.yml and resources.yml.</summary>
    public required string ConfigDirectory { get; init; }

    public EngineSocket Socket { get; init; } = EngineSocket.Default;

    /// <summary>Other variables of the compose files; none of those above.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string ComposeFile => $"docker-compose.{Mode}.yml";

    /// <summary>The variables that are set from what is above.</summary>
    internal static IReadOnlyCollection<string> VariableNames { get; }
        = [.. new StackSettings("", "", "") { CertificateDirectory = "", ConfigDirectory = "" }.Variables.Keys];

    /// <summary>The environment of every call of compose, on top of what the engine needs.</summary>
    public IReadOnlyDictionary<string, string?> Variables
    {
        get
        {
            var variables = new Dictionary<string, string?>(Environment.Select(x => KeyValuePair.Create(x.Key, (string?)x.Value)), StringComparer.Ordinal)
            {
                ["COMPOSE_PROJECT_NAME"] = Project,
                // Files are given by their names; these would add to them or move the directory they are relative to.
                ["COMPOSE_FILE"] = null,
                ["COMPOSE_PROFILES"] = null,
                [$"{BrandNames.Env}PROJECT"] = Project,
                [$"{BrandNames.Env}ENV"] = Env,
                [$"{BrandNames.Env}TAG"] = Tag,
                [$"{BrandNames.Env}REGISTRY"] = RegistryPrefix,
                [$"{BrandNames.Env}RUN"] = Run,
                ["CERT_DIR"] = CertificateDirectory,
                ["CERT_GID"] = Group(Path.Combine(CertificateDirectory, "server.key")),
                [$"{BrandNames.Env}CONFIG_DIR"] = ConfigDirectory,
                ["DOCKER_SOCKET"] = Socket.Path,
                ["DOCKER_GID"] = Socket.Group.ToString(CultureInfo.InvariantCulture),
            };
            foreach (var (name, port) in Ports.ByVariable)
                variables[name] = port.ToString(CultureInfo.InvariantCulture);
            return variables;
        }
    }

    // Where files have no groups (Windows) or containers see others (Docker Desktop), any will do.
    static string Group(string file) => (FileGroup.Of(file) ?? 0).ToString(CultureInfo.InvariantCulture);
}
