using System.Text.Json;
using Esb.Common;
using Esb.RuntimeNode;

namespace Esb.Tests;

public sealed class RuntimeNodeTests
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
}
