using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;

namespace BuildChain.Engine.Private;

/// <summary>The addresses of one home's engine: <c>10.N.0.0/16</c>, its bridge in the lower half, its networks in the upper.</summary>
sealed record NetworkPlan(byte Second)
{
    const int First = 201;
    const int Count = 54;

    public string BridgeAddress => $"10.{Second}.0.1/24";

    /// <summary>128 networks of 254 containers each: docker's own default has 31 networks in all.</summary>
    public string Pool => $"10.{Second}.128.0/17";

    public bool Contains(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [10, var second, ..] && second == Second;

    /// <summary>The plan of this home: the one it had, else the first from its own starting point on that nothing here uses.</summary>
    public static NetworkPlan For(EngineLayout layout, IProgress<EngineEvent>? progress)
    {
        // A killed engine leaves its bridges behind: then the block looks taken, by this home itself.
        var remembered = Remembered(layout);
        if (remembered?.IsUsedBy(layout.Bridge) == true)
            return remembered;

        var start = Convert.ToInt32(layout.Id[..4], 16) % Count;
        var wanted = Enumerable.Range(0, Count).Select(i => new NetworkPlan((byte)(First + (start + i) % Count)));
        var (plan, route) = Choose(remembered is null ? wanted : wanted.Prepend(remembered), Addresses(layout.Bridge), [.. Routes(File.ReadLines("/proc/net/route"), layout.Bridge)])
            ?? throw new EngineException("All networks from 10.201.0.0/16 to 10.254.0.0/16 are in use on this machine; the private engine needs one.");
        if (route is not null)
            progress.Warn($"this machine has a route to all of {route}: what it leads to in {plan.Block} is out of reach while the private engine runs");
        if (plan != remembered)
            AtomicFile.Write(layout.NetworkFile, new JsonObject { ["network"] = plan.Block.ToString() }.ToJsonString());
        return plan;
    }

    /// <summary>The first that nothing uses; where routes to several blocks (a VPN's, say) leave none, the first that lies in nothing but such a route.</summary>
    /// <returns>Null when every one is in use.</returns>
    internal static (NetworkPlan Plan, IPNetwork? Route)? Choose(
        IEnumerable<NetworkPlan> wanted, IReadOnlyCollection<IPAddress> addresses, IReadOnlyCollection<IPNetwork> routes)
    {
        var free = wanted.Where(plan => !addresses.Any(plan.Contains) && !routes.Any(route => plan.Block.Contains(route.BaseAddress) && route.PrefixLength >= 16)).ToList();
        if (free.Count == 0)
            return null;
        IPNetwork? Around(NetworkPlan plan) => routes.Where(route => route.Contains(plan.Block.BaseAddress)).Select(route => (IPNetwork?)route).FirstOrDefault();
        var plan = free.Find(plan => Around(plan) is null) ?? free[0];
        return (plan, Around(plan));
    }

    IPNetwork Block => new(new IPAddress([10, Second, 0, 0]), 16);

    bool IsUsedBy(string bridge)
        => NetworkInterface.GetAllNetworkInterfaces()
            .Any(card => card.Name == bridge && card.GetIPProperties().UnicastAddresses.Any(unicast => Contains(unicast.Address)));

    internal static NetworkPlan? Remembered(EngineLayout layout)
        => DockerConfig.Read(layout.NetworkFile) is { } file && file.TryGetProperty("network", out var network)
           && IPNetwork.TryParse(network.GetString(), out var parsed) && parsed.BaseAddress.GetAddressBytes() is [10, var second, ..]
            ? new(second)
            : null;

    // Interfaces, routes and name servers: whatever the machine reaches inside 10/8 must stay reachable.
    static List<IPAddress> Addresses(string ownBridge)
        =>
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(card => card.Name != ownBridge)
                .SelectMany(card => card.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address).Concat(card.GetIPProperties().DnsAddresses)),
        ];

    /// <summary>Those within 10/8; wider ones are a default route and its halves.</summary>
    /// <param name="table"><c>/proc/net/route</c>: a heading, then interface, destination in hexadecimal, lowest byte first, …, the mask in field 8.</param>
    internal static IEnumerable<IPNetwork> Routes(IEnumerable<string> table, string ownBridge)
        => table.Skip(1)
            .Select(line => line.Split('\t'))
            .Where(fields => fields.Length > 7 && fields[0] != ownBridge)
            .Select(fields => new IPNetwork(new IPAddress(Number(fields[1])), BitOperations.PopCount(Number(fields[7]))))
            .Where(route => route.PrefixLength >= 8);

    static uint Number(string field) => uint.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
