using System.Text.Json;
using Esb.Common;
using Esb.RuntimeNode;
using Esb.RuntimeNode.Network;

namespace Esb.Tests.RuntimeNode;

public sealed class NodeTests
{
    static readonly NodeSettings Node = NodeSettings.Read(new ServiceSettings(_ => null));

    [Fact]
    public void The_network_configuration_is_json_and_names_the_subnet_and_known_plugins()
    {
        using var document = JsonDocument.Parse(NodeConfiguration.Cni(Node));

        var ipam = document.RootElement.GetProperty("ipam");
        Assert.Equal("10.88.0.0/16", ipam.GetProperty("ranges")[0][0].GetProperty("subnet").GetString());
        Assert.Equal(NodeConfiguration.CniPrograms, new[] { document.RootElement.GetProperty("type").GetString(), ipam.GetProperty("type").GetString() });
        Assert.Equal("nameserver 10.88.0.1", NodeConfiguration.Resolver(Node).Split('\n')[0]);
    }

    [Fact]
    public void The_containerd_configuration_is_the_agreed_text() =>
        Assert.Equal(
            """
            version = 2
            root = "/var/lib/containerd"
            state = "/run/containerd"
            disabled_plugins = ["io.containerd.grpc.v1.cri"]

            [grpc]
              address = "/run/containerd/containerd.sock"

            """,
            NodeConfiguration.Containerd(Node));

    [Theory]
    [InlineData("CapEff:\t000001ffffffffff\n", 0)]
    [InlineData("Name:\tx\nCapEff:\t00000000a80425fb\nCapBnd:\t000001ffffffffff\n", 2)]
    [InlineData("CapEff:\t0000000000001000\n", 1)]
    [InlineData("", 2)]
    public void Missing_capabilities_are_read_from_the_effective_set(string status, int missing) =>
        Assert.Equal(missing, Prerequisites.MissingPrivileges(status).Count());

    [Theory]
    [InlineData("""time="2025-01-31T12:00:00Z" level=info msg="serving..." address=/run/x.sock""", LogLevel.Debug, "serving... (address=/run/x.sock)")]
    [InlineData("""time="2025-01-31T12:00:00Z" level=warning msg="say \"no\"" """, LogLevel.Warning, "say \"no\"")]
    [InlineData("""time="2025-01-31T12:00:00Z" level=fatal msg=died""", LogLevel.Critical, "died")]
    [InlineData("containerd: no such file", LogLevel.Information, "containerd: no such file")]
    public void Lines_of_containerd_keep_level_and_message(string line, LogLevel level, string message) =>
        Assert.Equal(new LogfmtLine(level, message), LogfmtLine.Parse(line));

    [Theory]
    [InlineData("nameserver 127.0.0.11\noptions ndots:0\n", "127.0.0.11")]
    [InlineData("# none\nsearch lan\nnameserver\tfe80::1\nnameserver 9.9.9.9", "fe80::1")]
    [InlineData("search lan\n", null)]
    public void The_first_resolver_is_asked(string resolvConf, string? expected) => Assert.Equal(expected, NameRelay.Resolver(resolvConf)?.ToString());

    [Theory]
    [InlineData("12 (containerd-shim) Z 1 12 12 0", 'Z', 1)]
    [InlineData("12 (a (b) c) S 7 12 12 0", 'S', 7)]
    public void A_process_tells_its_state_and_parent(string stat, char state, int parent) => Assert.Equal((state, parent), ZombieReaper.Parse(stat));

    [Fact]
    public void Docker_interfaces_are_told_from_others() => Assert.Equal(
        ["eth0", "eth1"],
        NetworkWatch.Interfaces("Inter-|   Receive\n face |bytes\n    lo: 1 2\n  eth0: 3 4\n  eth1:5\n  esb0: 1\n").Order(StringComparer.Ordinal));
}
