using System.Net;
using BuildChain.Engine.Private;
using BuildChain.Processes;

namespace BuildChain.Tests.Engine;

public sealed class EngineFilesTests
{
    static readonly EngineLayout Layout = new("/srv/it's mine");

    [Fact]
    public void Names_fit_the_kernels_limits()
    {
        var layout = new EngineLayout("/" + new string('x', 200));

        Assert.InRange(layout.Bridge.Length, 1, 15);
        Assert.InRange(layout.ContainerdSocket.Length + ".ttrpc".Length, 1, 107);
        Assert.InRange((layout.ChainPrefix + "-ISOLATION-STAGE-2").Length, 1, 28);
    }

    [Fact]
    public void Two_homes_share_no_name()
    {
        var (one, two) = (new EngineLayout("/a"), new EngineLayout("/b"));

        Assert.Equal(4, new HashSet<string>([one.Bridge, two.Bridge, one.Run, two.Run]).Count);
        Assert.NotEqual(one.ChainPrefix, two.ChainPrefix);
    }

    [Fact]
    public async Task The_exports_survive_a_quote_in_the_path()
    {
        if (OperatingSystem.IsWindows())
            return;
        var result = await ProcessRunner.RunAsync(
            new ProcessRequest("sh", "-ec", EngineFiles.Env(Layout) + "printf '%s\\n' \"$DOCKER_CONFIG\" \"$DOCKER_HOST\" \"${PATH%%:*}\""));

        Assert.Equal(["/srv/it's mine/engine/docker", Layout.Host, "/srv/it's mine/engine/bin"], result.Output.Split('\n'));
    }

    [Fact]
    public async Task The_firewall_wrapper_renames_chains_and_nothing_else()
    {
        if (OperatingSystem.IsWindows())
            return;
        var wrapper = EngineFiles.IptablesWrapper(Layout, "/bin/echo", "", null);

        var result = await ProcessRunner.RunAsync(
            new ProcessRequest("sh", "-c", wrapper, "iptables", "--wait", "-A", "DOCKER-FORWARD", "-i", "docker0", "-j", "DOCKER", "--comment", "two words"));

        Assert.Equal($"--wait -A {Layout.ChainPrefix}-FORWARD -i docker0 -j {Layout.ChainPrefix} --comment two words", result.Output);
    }

    [Fact]
    public async Task An_unpacked_program_gets_the_libraries_beside_it_and_its_arguments()
    {
        if (OperatingSystem.IsWindows())
            return;
        var wrapper = EngineFiles.ProgramWrapper("/bin/sh", "/srv/it's mine/lib");

        var result = await ProcessRunner.RunAsync(
            new ProcessRequest("sh", "-c", wrapper, "igzip", "-c", "printf '%s|%s' \"$LD_LIBRARY_PATH\" \"$0\"", "two words"));

        Assert.Equal("/srv/it's mine/lib|two words", result.Output);
    }

    [Fact]
    public void The_engine_keeps_everything_of_its_own_and_uses_containerds_image_store()
        => Assert.Equal(
            """
            {
              "bridge": "esb-ID",
              "containerd": "/run/esb-engine-ID/containerd.sock",
              "data-root": "/home/engine/data/docker",
              "default-address-pools": [
                {
                  "base": "10.205.128.0/17",
                  "size": 24
                }
              ],
              "exec-root": "/run/esb-engine-ID/exec",
              "features": {
                "containerd-snapshotter": true
              },
              "hosts": [
                "unix:///run/esb-engine-ID/docker.sock"
              ],
              "init-path": "/home/engine/sbin/docker-init",
              "pidfile": "/run/esb-engine-ID/docker.pid"
            }

            """.ReplaceLineEndings("\n"),
            EngineFiles.Docker(new EngineLayout("/home"), new NetworkPlan(205), null)
                .Replace(new EngineLayout("/home").Id, "ID", StringComparison.Ordinal).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("10.205.0.1", true)]
    [InlineData("10.205.200.7", true)]
    [InlineData("10.206.0.1", false)]
    [InlineData("192.168.0.1", false)]
    public void A_homes_network_is_one_block(string address, bool own)
        => Assert.Equal(own, new NetworkPlan(205).Contains(IPAddress.Parse(address)));
}
