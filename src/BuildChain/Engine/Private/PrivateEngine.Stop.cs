using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using BuildChain.Processes;

namespace BuildChain.Engine.Private;

sealed partial class PrivateEngine
{
    /// <summary>Containers get ten seconds each to end, all at once.</summary>
    static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(20);

    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(layout.Directory))
            return false;
        if (!Environment.IsPrivilegedProcess && (Docker.Find() ?? Containerd.Find()) is not null)
            throw new EngineException($"The private engine of {layout.Home} belongs to root.", $"sudo env {BrandNames.Env}HOME={layout.Home} {request.Command}");

        using var exclusive = await EngineLocks.TakeAsync(layout.LockFile, Waiting, request.LockTimeout, progress, cancellationToken);
        var networks = await NetworksAsync(cancellationToken);
        var ran = await StopDaemonsAsync(ShutdownTime, cancellationToken);
        if (ran || Directory.Exists(layout.Run))
        {
            await UnmountAsync(cancellationToken);
            await RemoveNetworksAsync(networks, cancellationToken);
            if (Directory.Exists(layout.Run))
                Directory.Delete(layout.Run, recursive: true);
        }

        if (ran)
            progress.Done($"Private engine of {layout.Home} stopped; its images and cache stay in {layout.Directory}/data");
        return ran;
    }

    async Task<bool> StopDaemonsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var docker = await Docker.StopAsync(patience, cancellationToken);
        var containerd = await Containerd.StopAsync(patience, cancellationToken);
        // Shims outlive a killed containerd on purpose; without it they have nobody to report to.
        foreach (var shim in DaemonProcess.FindByArgument($"-address\0{layout.ContainerdSocket}\0"))
            DaemonProcess.End(shim);
        return docker || containerd;
    }

    async Task UnmountAsync(CancellationToken cancellationToken)
    {
        // Field 5 of mountinfo is the mount point; the deepest first. A killed dockerd leaves its data directory bound to itself.
        var mounts = File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' ')[4].Replace("\\040", " ", StringComparison.Ordinal))
            .Where(point => new[] { layout.Run, layout.DockerData, layout.ContainerdData }
                .Any(own => point == own || point.StartsWith(own + "/", StringComparison.Ordinal)))
            .OrderByDescending(point => point.Length)
            .ToList();
        foreach (var mount in mounts)
            await ProcessRunner.TryRunAsync(new ProcessRequest("umount", "--lazy", mount), cancellationToken);
    }

    // Asked while it still answers: a network may be older than the present addresses.
    async Task<IReadOnlyList<string>> NetworksAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(layout.Socket))
            return [];
        var answer = DockerApi.TryGetSoonAsync(layout.Socket, "/networks", cancellationToken);
        return await FaultAsync(answer) is null && await answer is { } networks
            ? [.. networks.EnumerateArray().Select(network => $"br-{network.GetProperty("Id").GetString()![..12]}")]
            : [];
    }

    async Task RemoveNetworksAsync(IReadOnlyList<string> networks, CancellationToken cancellationToken)
    {
        var bridges = Bridges(networks);
        foreach (var table in new[] { "filter", "nat", "raw", "mangle" })
        {
            foreach (var program in new[] { Iptables, Path.Combine(layout.DaemonCommands, "ip6tables") }.Where(File.Exists))
                await RemoveRulesAsync(program, table, bridges, cancellationToken);
        }

        foreach (var bridge in bridges)
            await Bridge.RemoveAsync(Ip, bridge, cancellationToken);
    }

    // Docker names a network's bridge br-<id>, whoever's docker it is: the engine, or else the addresses, tell which are this home's.
    List<string> Bridges(IReadOnlyList<string> networks)
    {
        var plan = NetworkPlan.Remembered(layout);
        return
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(card => card.Name == layout.Bridge
                    || networks.Contains(card.Name)
                    || DockerBridge().IsMatch(card.Name)
                    && card.GetIPProperties().UnicastAddresses.Any(unicast => plan?.Contains(unicast.Address) == true))
                .Select(card => card.Name),
        ];
    }

    // Rules first, also those that lead into the chains from outside; then the chains, now empty and unreferenced.
    async Task RemoveRulesAsync(string program, string table, List<string> bridges, CancellationToken cancellationToken)
    {
        var listing = await ProcessRunner.TryRunAsync(new ProcessRequest(program, "--wait", "-t", table, "-S"), cancellationToken);
        if (!listing.Succeeded)
            return;
        var rules = listing.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1).ToList();
        var chains = rules.Where(words => words[0] == "-N" && IsOwnChain(words[1])).Select(words => words[1]).ToList();
        foreach (var rule in rules.Where(words => words[0] == "-A" && words.Skip(1).Any(word => IsOwnChain(word) || bridges.Contains(word))))
            await ProcessRunner.TryRunAsync(new ProcessRequest(program, ["--wait", "-t", table, "-D", .. rule.Skip(1)]), cancellationToken);
        foreach (var chain in chains)
            await ProcessRunner.TryRunAsync(new ProcessRequest(program, "--wait", "-t", table, "-X", chain), cancellationToken);
    }

    bool IsOwnChain(string word) => word == layout.ChainPrefix || word.StartsWith(layout.ChainPrefix + "-", StringComparison.Ordinal);

    [GeneratedRegex("^br-[0-9a-f]{12}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DockerBridge();
}
