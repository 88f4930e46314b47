using System.Diagnostics;
using System.Globalization;
using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Engine;

public sealed class PrivateEngineTests
{
    [PrivateEngineFact]
    public async Task A_running_engine_is_found_again()
    {
        await using var home = new SecondHome();
        var first = await home.AcquireAsync();
        var started = home.Events.Count;
        var second = await home.AcquireAsync();

        Assert.Equal(EngineKind.Private, second.Kind);
        Assert.Equal((first.Host, first.Facts), (second.Host, second.Facts));
        Assert.Equal(started, home.Events.Count);
        Assert.True((await Engines.ProbeAsync(home.Request)).GoodEnough);
    }

    [PrivateEngineFact]
    public async Task The_facts_are_what_the_command_line_says()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();

        var info = await ProcessRunner.RunAsync(engine.Docker("info", "--format", "{{.ServerVersion}} {{.Driver}} {{.OSType}}"));
        var buildx = await ProcessRunner.RunAsync(engine.Docker("buildx", "version"));
        var compose = await ProcessRunner.RunAsync(engine.Docker("compose", "version", "--short"));

        Assert.Equal($"{engine.Facts.EngineVersion} {engine.Facts.StorageDriver} linux", info.Output);
        Assert.Contains(engine.Facts.BuildxVersion, buildx.Output, StringComparison.Ordinal);
        Assert.Equal(engine.Facts.ComposeVersion, compose.Output);
        Assert.True(engine.Facts is { ContainerdImageStore: true, CacheExport: true });
    }

    [PrivateEngineFact]
    public async Task The_bridge_keeps_its_hardware_address_whatever_comes_and_goes()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();

        var bridge = await ProcessRunner.RunAsync(
            engine.Docker("network", "inspect", "bridge", "--format", """{{index .Options "com.docker.network.bridge.name"}}"""));

        // 3: it was set (include/uapi/linux/netdevice.h). Else the kernel takes the lowest of the ports'.
        Assert.Equal("3", (await File.ReadAllTextAsync($"/sys/class/net/{bridge.Output.Trim()}/addr_assign_type")).Trim());
    }

    [PrivateEngineFact]
    public async Task Two_builds_at_once_start_one_engine()
    {
        await using var home = new SecondHome();
        var engines = await Task.WhenAll(Task.Run(home.AcquireAsync), Task.Run(home.AcquireAsync));

        Assert.Equal(engines[0].Host, engines[1].Host);
        Assert.Single(home.Events, e => e.Text.StartsWith("Starting", StringComparison.Ordinal));
    }

    [PrivateEngineFact]
    public async Task A_killed_engine_is_started_anew()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();
        await KillAsync(engine, "dockerd");

        Assert.Equal(engine.Facts, (await home.AcquireAsync()).Facts);
    }

    [PrivateEngineFact]
    public async Task An_engine_whose_containerd_was_killed_is_started_anew_and_says_why()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();
        await KillAsync(engine, "containerd");

        Assert.False((await Engines.ProbeAsync(home.Request)).GoodEnough);
        Assert.Equal(engine.Facts, (await home.AcquireAsync()).Facts);
        Assert.Contains(home.Events, e => e.Text.Contains("is dead while dockerd lives", StringComparison.Ordinal));
        await ProcessRunner.RunAsync(engine.Docker("images"));
    }

    [PrivateEngineFact]
    public async Task An_engine_that_hangs_is_started_anew_and_says_why()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();
        await SecondHome.RunAsync("sh", "-c", $"kill -STOP $(cat {PidFile(engine, "dockerd")})");

        Assert.Equal(engine.Facts, (await home.AcquireAsync()).Facts);
        Assert.Contains(home.Events, e => e.Text.Contains("does not answer", StringComparison.Ordinal));
    }

    [PrivateEngineFact]
    public async Task An_engine_that_hangs_is_stopped()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();
        await SecondHome.RunAsync("sh", "-c", $"kill -STOP $(cat {PidFile(engine, "dockerd")})");

        Assert.True(await home.StopAsync());
        Assert.False(await home.StopAsync());
    }

    [PrivateEngineFact]
    public async Task A_missing_plugin_link_is_made_again_without_a_restart()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();
        File.Delete(home.Combine("docker/cli-plugins/docker-buildx"));

        Assert.Equal(engine.Facts, (await home.AcquireAsync()).Facts);
        Assert.Contains(home.Events, e => e.Text.Contains("docker-buildx is missing", StringComparison.Ordinal));
        Assert.Single(home.Events, e => e.Text.StartsWith("Starting", StringComparison.Ordinal));
    }

    [PrivateEngineFact]
    public async Task The_exports_are_enough_to_use_it_by_hand()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();

        Assert.Equal(
            engine.Facts.EngineVersion,
            await SecondHome.RunAsync("sh", "-ec", $". {home.Combine("env")} && docker version --format '{{{{.Server.Version}}}}'"));
    }

    [PrivateEngineFact]
    public async Task A_second_engine_leaves_the_firewall_of_others_alone_and_its_end_leaves_nothing()
    {
        await using var home = new SecondHome();
        var engine = await home.AcquireAsync();
        var network = await ProcessRunner.RunAsync(engine.Docker("network", "create", "--subnet", "10.200.0.0/24", "test"));
        var run = Path.GetDirectoryName(new Uri(engine.Host!).AbsolutePath)!;
        var own = new[] { $"esb-{run[^8..]}", $"ESB-{run[^8..^2]}", "br-" };
        var used = Path.GetDirectoryName(new Uri((await Engines.AcquireAsync(TestEngine.Request)).Host ?? "unix:///var/run/docker.sock").AbsolutePath)!;
        var lasting = used.Contains("esb-", StringComparison.Ordinal) ? new[] { $"esb-{used[^8..]}", $"ESB-{used[^8..^2]}" } : [];
        var during = await RulesAsync(home);

        Assert.True(await home.StopAsync());
        var after = await RulesAsync(home);

        Assert.Contains(during, rule => rule.Contains(own[1], StringComparison.Ordinal));
        Assert.DoesNotContain(after, rule => rule.Contains(own[0], StringComparison.Ordinal) || rule.Contains(own[1], StringComparison.Ordinal));
        Assert.Equal(Others(during), Others(after));
        Assert.False(Directory.Exists($"/sys/class/net/{own[0]}"));
        Assert.False(Directory.Exists($"/sys/class/net/br-{network.Output[..12]}"));
        Assert.False(Directory.Exists(run));
        Assert.DoesNotContain(await File.ReadAllLinesAsync("/proc/self/mountinfo"), line => line.Contains(home.Home, StringComparison.Ordinal) || line.Contains(run, StringComparison.Ordinal));
        Assert.False(await home.StopAsync());

        // Rules for one address come and go with the containers of tests that run meanwhile, and so do other engines: those of the engine that
        // the tests use stay, and whatever is no private engine's.
        IEnumerable<string> Others(IEnumerable<string> rules)
            => rules
                .Where(rule => !rule.Contains("/32", StringComparison.Ordinal) && !own.Any(name => rule.Contains(name, StringComparison.Ordinal)))
                .Where(rule => !rule.Contains("esb-", StringComparison.OrdinalIgnoreCase) || lasting.Any(name => rule.Contains(name, StringComparison.Ordinal)))
                .Order();
    }

    [PrivateEngineFact]
    public async Task An_engine_that_does_not_start_shows_the_end_of_its_log()
    {
        await using var home = new SecondHome(withPackages: false);
        home.Fake("usr/sbin/dockerd", "echo 'no room for images'\nexit 3\n");
        home.Fake("usr/bin/containerd", "while :; do sleep 0.1; done\n");
        home.Fake("usr/bin/docker", "");
        home.Fake("usr/libexec/docker/cli-plugins/docker-buildx", "echo '{\"Version\":\"0.30.0\"}'\n");
        home.Fake("usr/libexec/docker/cli-plugins/docker-compose", "echo '{\"Version\":\"2.40.0\"}'\n");
        await File.WriteAllTextAsync(home.Combine("packages.json"), "{}");

        var failure = await Assert.ThrowsAsync<EngineException>(home.AcquireAsync);

        Assert.Contains("dockerd ended", failure.Message, StringComparison.Ordinal);
        Assert.Contains("  | no room for images", failure.Message, StringComparison.Ordinal);
        Assert.Contains(home.Combine("logs/dockerd.log"), failure.Message, StringComparison.Ordinal);
    }

    static async Task KillAsync(EngineConnection engine, string name)
    {
        using var daemon = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile(engine, name)), CultureInfo.InvariantCulture));
        daemon.Kill();
        await daemon.WaitForExitAsync();
    }

    static string PidFile(EngineConnection engine, string name) => Path.Combine(Path.GetDirectoryName(new Uri(engine.Host!).AbsolutePath)!, $"{name}.pid");

    static async Task<string[]> RulesAsync(SecondHome home)
        => (await SecondHome.RunAsync("sh", "-c", $"for table in filter nat; do {home.Combine("sbin/iptables")} -t $table -S 2>/dev/null; done")).Split('\n');
}
