using System.Net.Sockets;

namespace BuildChain.Engine.Private;

sealed partial class PrivateEngine
{
    static readonly string[] Plugins = ["docker-buildx", "docker-compose"];

    /// <summary>The running engine; or what makes a running one useless, null for one that just does not run.</summary>
    async Task<(EngineConnection? Connection, string? Fault)> LookAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Programs.IsThere(layout.Docker))
            return (null, null);
        // dockerd without containerd still listens and answers 503. Who may not see dockerd's process cannot judge containerd's either.
        if (Docker.Find() is not null && Containerd.Find() is null)
            return (null, $"containerd of the private engine of {layout.Home} is dead while dockerd lives");
        var answers = SystemEngine.AskSocketAsync(layout.Socket, cancellationToken);
        var buildx = VersionAsync("docker-buildx", cancellationToken);
        var compose = VersionAsync("docker-compose", cancellationToken);
        await Task.WhenAll(buildx, compose);
        if (await FaultAsync(answers) is { } fault)
            return (null, $"the private engine of {layout.Home} is of no use ({fault})");
        if (await answers is not var (version, info))
            return (null, null);
        if (await buildx is not { } buildxVersion)
            return (null, NoAnswer("docker-buildx"));
        if (await compose is not { } composeVersion)
            return (null, NoAnswer("docker-compose"));
        var facts = EngineFacts.Read(version, info, buildxVersion, composeVersion);
        return (new EngineConnection(EngineKind.Private, layout.Docker, ClientEnvironment(), facts) { Host = layout.Host, BuildxPath = Plugin("docker-buildx") }, null);
    }

    // Who is not let in is told so: nothing is wrong with the engine then.
    static async Task<string?> FaultAsync(Task answers)
    {
        try
        {
            await answers;
            return null;
        }
        catch (EngineException e) when (e.InnerException is not SocketException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>With the engine's lock held: the least that makes the engine usable, from a link to a new download.</summary>
    async Task<EngineConnection> MakeReadyAsync(CancellationToken cancellationToken)
    {
        var (found, fault) = await LookAsync(cancellationToken);
        if (found is not null)
            return found;
        if (fault is not null)
            progress.Warn($"{fault}; repairing it, images and cache stay");
        string? broken = null;
        if (Packages.Present)
        {
            PrepareCommands();
            // Where only a link was missing, the running engine goes on undisturbed.
            if (fault is not null && await FindAsync(cancellationToken) is { } relinked)
                return relinked;
            broken = await BrokenPluginAsync(cancellationToken);
        }

        await Packages.EnsureAsync(broken, cancellationToken);
        await StartAsync(cancellationToken);
        (found, fault) = await LookAsync(cancellationToken);
        return found ?? throw (fault is null
            ? new EngineException($"The engine at {layout.Host} answered and is gone again; its log is {layout.DockerLog}.")
            : new EngineException(
                $"The private engine could not be repaired: {fault}.",
                $"Stop it (./build.sh StopEngine), delete {layout.Packages} and run the command again; images and cache are elsewhere and stay."));
    }

    async Task<string?> BrokenPluginAsync(CancellationToken cancellationToken)
    {
        foreach (var plugin in Plugins)
        {
            if (await VersionAsync(plugin, cancellationToken) is null)
                return NoAnswer(plugin);
        }

        return null;
    }

    string NoAnswer(string plugin)
        => Programs.IsThere(Plugin(plugin))
            ? $"{Plugin(plugin)} does not answer as a docker CLI plugin does"
            : $"{Plugin(plugin)} is missing or leads nowhere";
}
