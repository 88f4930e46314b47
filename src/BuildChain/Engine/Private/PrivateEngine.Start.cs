using System.Diagnostics;
using BuildChain.Processes;

namespace BuildChain.Engine.Private;

sealed partial class PrivateEngine
{
    /// <summary>All of the build's environment a daemon may see: what it needs to reach registries.</summary>
    static readonly string[] Inherited = ["HOME", "LANG", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

    async Task StartAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        progress.Step($"Starting the private engine of {layout.Home}");
        // A dockerd that does not answer, or half of the pair: a fresh start needs neither. Whatever lives may end in peace.
        await StopDaemonsAsync(ShutdownTime, cancellationToken);
        PrepareDirectories();
        PrepareCommands();
        await ChooseUnpackerAsync(cancellationToken);
        await ChooseFirewallAsync(cancellationToken);
        var network = NetworkPlan.For(layout, progress);
        await Bridge.EnsureAsync(Ip, layout.Bridge, network.BridgeAddress, cancellationToken);
        AtomicFile.Write(layout.ContainerdSettings, EngineFiles.Containerd(layout));
        AtomicFile.Write(layout.DockerSettings, EngineFiles.Docker(layout, network, StorageDriver()));
        AtomicFile.Write(layout.EnvFile, EngineFiles.Env(layout));

        var (containerdLog, dockerLog) = (Containerd.LogLength, Docker.LogLength);
        var environment = DaemonEnvironment();
        await Containerd.StartAsync(Package("usr/bin/containerd"), ["--config", layout.ContainerdSettings], environment, cancellationToken);
        await Docker.StartAsync(Package("usr/sbin/dockerd"), ["--config-file", layout.DockerSettings], environment, cancellationToken);
        await WaitUntilHealthyAsync(containerdLog, dockerLog, cancellationToken);
        progress.Done($"Private engine ready after {watch.Elapsed.TotalSeconds:0.0} s; by hand: . {layout.EnvFile}");
    }

    async Task WaitUntilHealthyAsync(long containerdLog, long dockerLog, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var reported = TimeSpan.Zero;
        while (!await AnswersAsync(cancellationToken))
        {
            var dead = new[] { Containerd, Docker }.FirstOrDefault(daemon => watch.Elapsed > TimeSpan.FromSeconds(1) && daemon.Find() is null);
            if (dead is not null || watch.Elapsed > request.StartTimeout)
            {
                var suspect = dead ?? Docker;
                var end = suspect.LogEnd(suspect == Containerd ? containerdLog : dockerLog);
                await StopDaemonsAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
                throw new EngineException(
                    $"The private engine did not start: {(dead is null ? $"no answer within {request.StartTimeout.TotalSeconds:0} s" : $"{dead.Name} ended")}.\n"
                        + $"End of {suspect.LogFile}:\n{end}",
                    $"The whole log is {suspect.LogFile}.");
            }

            if (watch.Elapsed - reported > TimeSpan.FromSeconds(5))
            {
                reported = watch.Elapsed;
                progress.Detail($"waiting for the engine, {watch.Elapsed.TotalSeconds:0} s of {request.StartTimeout.TotalSeconds:0} s");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    // A dockerd that is not ready yet lets its clients wait, or answers 503.
    async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var answers = SystemEngine.AskSocketAsync(layout.Socket, cancellationToken);
        return await FaultAsync(answers) is null && await answers is not null;
    }

    void PrepareDirectories()
    {
        foreach (var directory in new[] { layout.DockerData, layout.ContainerdData, layout.DockerConfig, layout.Commands, layout.DaemonCommands, layout.Run })
            Directory.CreateDirectory(directory);
        foreach (var stale in new[] { layout.Socket, layout.DockerPid, $"{layout.Run}/docker.pid", layout.ContainerdSocket, layout.ContainerdSocket + ".ttrpc", layout.ContainerdPid })
            File.Delete(stale);
        var config = Path.Combine(layout.DockerConfig, "config.json");
        if (!File.Exists(config))
            AtomicFile.Write(config, "{}\n", AtomicFile.Private);
    }

    void PrepareCommands()
    {
        Link(layout.Docker, Package("usr/bin/docker"));
        foreach (var plugin in Plugins)
            Link(Plugin(plugin), FirstPackaged(EnginePackages.PluginPlaces(plugin)));
        foreach (var program in new[] { "usr/sbin/docker-proxy", "usr/bin/containerd-shim-runc-v2" })
            Link(Path.Combine(layout.DaemonCommands, Path.GetFileName(program)), FirstPackaged(program, program.Replace("/sbin/", "/bin/", StringComparison.Ordinal)));
        Link(Path.Combine(layout.DaemonCommands, "runc"), FirstPackaged("usr/sbin/runc", "usr/bin/runc"));
        // Mounted into containers, where no library is: the static one if there is one.
        Link(Path.Combine(layout.DaemonCommands, "docker-init"), FirstPackaged("usr/bin/tini-static", "usr/bin/tini"));
    }

    // The machine's own igzip is on the daemons' PATH anyway. One that does not run would fail every image.
    async Task ChooseUnpackerAsync(CancellationToken cancellationToken)
    {
        var wrapper = Path.Combine(layout.DaemonCommands, "igzip");
        File.Delete(wrapper);
        if (!File.Exists(Package("usr/bin/igzip")))
            return;
        AtomicFile.Write(wrapper, EngineFiles.ProgramWrapper(Package("usr/bin/igzip"), Libraries), AtomicFile.Executable);
        if (!(await ProcessRunner.TryRunAsync(new ProcessRequest(wrapper, "--version"), cancellationToken)).Succeeded)
            File.Delete(wrapper);
    }

    // The kernel's nftables where it works, the legacy tables elsewhere; the machine's own iptables before an unpacked one.
    async Task ChooseFirewallAsync(CancellationToken cancellationToken)
    {
        var own = Programs.FindForRoot("iptables");
        (string Program, bool Applets, string? Libraries)[] choices = own is not null
            ? [(own, false, null)]
            : [(Package("usr/sbin/xtables-nft-multi"), true, Libraries), (Package("usr/sbin/xtables-legacy-multi"), true, Libraries)];
        foreach (var (program, applets, libraries) in choices)
        {
            foreach (var name in new[] { "iptables", "ip6tables" })
            {
                var target = applets ? program : Path.Combine(Path.GetDirectoryName(program)!, name);
                AtomicFile.Write(
                    Path.Combine(layout.DaemonCommands, name),
                    EngineFiles.IptablesWrapper(layout, target, applets ? name : "", libraries),
                    AtomicFile.Executable);
            }

            if ((await ProcessRunner.TryRunAsync(new ProcessRequest(Iptables, "--wait", "-t", "nat", "-S"), cancellationToken)).Succeeded)
                return;
        }

        progress.Warn("iptables does not work on this machine (kernel modules missing?); containers may have no network");
    }

    // Overlay on overlay, as in a container without a volume, does not mount.
    string? StorageDriver()
    {
        var format = new DriveInfo(layout.ContainerdData).DriveFormat;
        if (!format.StartsWith("overlay", StringComparison.Ordinal))
            return null;
        progress.Warn($"{layout.ContainerdData} is itself on {format}: images are copied instead of overlaid, which is slow; set {BrandNames.Env}HOME to a directory on a volume");
        return "native";
    }

    Dictionary<string, string?> DaemonEnvironment()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (!Inherited.Contains(name))
                environment[name] = null;
        }

        environment["PATH"] = $"{layout.DaemonCommands}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        return environment;
    }

    string Iptables => Path.Combine(layout.DaemonCommands, "iptables");

    string Package(string path) => Path.Combine(layout.Packages, path);

    string FirstPackaged(params string[] paths) => paths.Select(Package).FirstOrDefault(File.Exists) ?? Package(paths[0]);

    /// <summary>Unpacked libraries, in the directory of this machine's architecture (<c>usr/lib/x86_64-linux-gnu</c>).</summary>
    string? Libraries
        => Directory.Exists(Package("usr/lib"))
            ? Directory.GetDirectories(Package("usr/lib"), "*-linux-gnu*").FirstOrDefault()
            : null;

    ProcessRequest Ip(params string[] arguments)
        => Programs.FindForRoot("ip") is { } own
            ? new ProcessRequest(own, arguments)
            : new ProcessRequest(FirstPackaged("usr/bin/ip", "bin/ip", "sbin/ip"), arguments)
            {
                Environment = new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = Libraries },
            };

    static void Link(string link, string target)
    {
        if (new FileInfo(link).LinkTarget == target)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
    }
}
