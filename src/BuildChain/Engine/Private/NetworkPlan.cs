using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
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
    public static NetworkPlan For(EngineLayout layout)
    {
        var taken = Taken(layout.Bridge);
        // A killed engine leaves its bridges behind: then the block looks taken, by this home itself.
        if (Remembered(layout) is { } remembered && (!taken.Contains(remembered.Second) || remembered.IsUsedBy(layout.Bridge)))
            return remembered;

        var start = Convert.ToInt32(layout.Id[..4], 16) % Count;
        var free = Enumerable.Range(0, Count).Select(i => (byte)(First + (start + i) % Count)).Where(second => !taken.Contains(second)).ToList();
        if (free.Count == 0)
            throw new EngineException("All networks from 10.201.0.0/16 to 10.254.0.0/16 are in use on this machine; the private engine needs one.");
        var plan = new NetworkPlan(free[0]);
        AtomicFile.Write(layout.NetworkFile, new JsonObject { ["network"] = $"10.{plan.Second}.0.0/16" }.ToJsonString());
        return plan;
    }

    bool IsUsedBy(string bridge)
        => NetworkInterface.GetAllNetworkInterfaces()
            .Any(card => card.Name == bridge && card.GetIPProperties().UnicastAddresses.Any(unicast => Contains(unicast.Address)));

    internal static NetworkPlan? Remembered(EngineLayout layout)
        => DockerConfig.Read(layout.NetworkFile) is { } file && file.TryGetProperty("network", out var network)
           && IPNetwork.TryParse(network.GetString(), out var parsed) && parsed.BaseAddress.GetAddressBytes() is [10, var second, ..]
            ? new(second)
            : null;

    // Interfaces, routes and name servers: whatever the machine reaches inside 10/8 must stay reachable.
    static HashSet<byte> Taken(string ownBridge)
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.Name != ownBridge)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address)
                .Concat(card.GetIPProperties().DnsAddresses));
        return [.. addresses.Concat(Routes(ownBridge)).Select(address => address.GetAddressBytes()).Where(bytes => bytes is [10, _, _, _]).Select(bytes => bytes[1])];
    }

    // /proc/net/route has one line per route: interface, destination in hexadecimal, lowest byte first, …
    static IEnumerable<IPAddress> Routes(string ownBridge)
        => File.ReadLines("/proc/net/route").Skip(1)
            .Select(line => line.Split('\t'))
            .Where(fields => fields.Length > 2 && fields[0] != ownBridge)
            .Select(fields => new IPAddress(uint.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
}
