using System.Net;
using BuildChain.Engine.Private;

namespace BuildChain.Tests.Engine;

public sealed class NetworkPlanTests
{
    static readonly NetworkPlan[] Wanted = [new(220), new(221), new(240)];

    // A VPN's 10.208.0.0/12, a neighbour's 10.221.7.0/24, the default route and both halves of one, and the engine's own.
    const string Table = """
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
        eth0	00000000	0100A8C0	0003	0	0	0	00000000	0	0	0
        tun0	00000000	0100080A	0003	0	0	0	00000080	0	0	0
        tun0	00000080	0100080A	0003	0	0	0	00000080	0	0	0
        tun0	0000D00A	0100080A	0003	0	0	0	0000F0FF	0	0	0
        eth1	0007DD0A	00000000	0001	0	0	0	00FFFFFF	0	0	0
        esb-0	0000DC0A	00000000	0001	0	0	0	00FFFFFF	0	0	0
        """;

    [Fact]
    public void Routes_are_read_with_their_masks()
        => Assert.Equal(["10.208.0.0/12", "10.221.7.0/24"], Routes(Table).Select(route => route.ToString()));

    [Fact]
    public void A_block_in_a_route_to_many_is_left_alone()
        => Assert.Equal((new NetworkPlan(240), null), NetworkPlan.Choose(Wanted, [], Routes(Table)));

    [Fact]
    public void A_block_in_a_route_to_many_is_taken_where_there_is_no_other()
        => Assert.Equal((new NetworkPlan(240), IPNetwork.Parse("10.0.0.0/8")), NetworkPlan.Choose(Wanted, [IPAddress.Parse("10.220.0.9")], [IPNetwork.Parse("10.0.0.0/8"), .. Routes(Table)]));

    [Fact]
    public void A_block_that_is_in_use_is_never_taken()
        => Assert.Null(NetworkPlan.Choose([new(220), new(221)], [IPAddress.Parse("10.220.0.9")], Routes(Table)));

    static List<IPNetwork> Routes(string table) => [.. NetworkPlan.Routes(table.Split('\n'), "esb-0")];
}
