using BuildChain.Engine.Debian;

namespace BuildChain.Engine.Private;

/// <summary>The engine of one home: found when it runs, started when it does not, fetched when it is not there.</summary>
sealed partial class PrivateEngine(EngineRequest request, IProgress<EngineEvent>? progress)
{
    const string Waiting = "Another build is making the private engine ready; waiting for it";
    readonly EngineLayout layout = new(request.Home);

    EnginePackages Packages => new(layout, request, progress);

    DaemonProcess Docker => new("dockerd", layout.DockerPid, layout.DockerLog, layout.DockerSettings);

    DaemonProcess Containerd => new("containerd", layout.ContainerdPid, layout.ContainerdLog, layout.ContainerdSettings);

    public static PluginVersions Versions(EngineLayout layout) => new(Path.Combine(layout.Directory, "plugins.json"));

    /// <summary>Why this machine or user cannot have a private engine; null when nothing is in the way.</summary>
    public string? Obstacle()
        => !OperatingSystem.IsLinux() ? "A private engine needs Linux."
            : !Environment.IsPrivilegedProcess ? "A private engine needs root, and this process is not root."
            : !Packages.Present && !InstallAdvice.HasApt() ? "A private engine is made of Debian packages, and this machine has no apt."
            : null;

    /// <summary>The running engine; null when it does not run or is of no use.</summary>
    public async Task<EngineConnection?> FindAsync(CancellationToken cancellationToken) => (await LookAsync(cancellationToken)).Connection;

    public async Task<EngineConnection> AcquireAsync(CancellationToken cancellationToken, EngineReport? insteadOf = null)
    {
        var (running, fault) = await LookAsync(cancellationToken);
        if (running is not null)
            return running;
        if (Obstacle() is { } obstacle)
        {
            throw new EngineException(
                $"{fault ?? $"No private engine runs for {layout.Home}"}, and none can be started: {obstacle}",
                OperatingSystem.IsLinux() && !Environment.IsPrivilegedProcess ? $"sudo env {BrandNames.Env}HOME={layout.Home} {request.Command}" : "Use --engine system.");
        }

        foreach (var problem in insteadOf?.Problems ?? [])
            progress.Detail($"system {problem.Name}: {problem.Problem}");
        CreateHome();
        using var exclusive = await EngineLocks.TakeAsync(layout.LockFile, Waiting, request.LockTimeout, progress, cancellationToken);
        return await MakeReadyAsync(cancellationToken);
    }

    public async Task<EngineReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var (connection, fault) = await LookAsync(cancellationToken);
        var engine = connection is null
            ? ToolFinding.Missing("engine", EngineRequirements.Engine, fault ?? $"the private engine of {layout.Home} does not run", layout.Host)
            : ToolFinding.Of("engine", EngineRequirements.Engine, connection.Facts.EngineVersion, layout.Host);
        var report = new EngineReport(
            EngineKind.Private,
            engine,
            await PluginAsync("buildx", EngineRequirements.Buildx, cancellationToken),
            await PluginAsync("compose", EngineRequirements.Compose, cancellationToken));
        return report.GoodEnough ? report with { Connection = connection } : report;
    }

    async Task<ToolFinding> PluginAsync(string name, Version minimum, CancellationToken cancellationToken)
        => await VersionAsync($"docker-{name}", cancellationToken) is { } version
            ? ToolFinding.Of(name, minimum, version, Plugin($"docker-{name}"))
            : ToolFinding.Missing(name, minimum, $"not unpacked in {layout.Directory} yet");

    async Task<string?> VersionAsync(string plugin, CancellationToken cancellationToken)
        => await Versions(layout).GetAsync(Plugin(plugin), cancellationToken) is { Length: > 0 } version ? version : null;

    string Plugin(string name) => Path.Combine(layout.DockerConfig, "cli-plugins", name);

    Dictionary<string, string?> ClientEnvironment() => new(StringComparer.Ordinal)
    {
        ["DOCKER_HOST"] = layout.Host,
        ["DOCKER_CONFIG"] = layout.DockerConfig,
        ["DOCKER_CONTEXT"] = null,
        ["DOCKER_TLS_VERIFY"] = null,
        ["DOCKER_CERT_PATH"] = null,
        ["DOCKER_API_VERSION"] = null,
        ["PATH"] = $"{layout.Commands}:{Environment.GetEnvironmentVariable("PATH")}",
    };

    void CreateHome()
    {
        try
        {
            Directory.CreateDirectory(layout.Directory);
            using var probe = new WorkDirectory(layout.Directory, "probe");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                $"Cannot write to {layout.Directory}, where the private engine lives: {e.Message}",
                $"Set {BrandNames.Env}HOME to a writable directory with 2 GB of free space.",
                e);
        }
    }
}
