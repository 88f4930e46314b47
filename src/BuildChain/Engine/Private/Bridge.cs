using System.Globalization;
using System.Net;
using BuildChain.Processes;

namespace BuildChain.Engine.Private;

/// <summary>The network bridge of an engine's default network: docker makes only its own <c>docker0</c> by itself.</summary>
static class Bridge
{
    /// <param name="address">IPv4, CIDR notation.</param>
    /// <remarks>
    /// The hardware address is given: a bridge without one takes the lowest of its ports', and another one whenever containers come and go. The
    /// others then send to an address that is no longer there, and a build step that loads packages stands still for some 40 s.
    /// </remarks>
    public static async Task EnsureAsync(Func<string[], ProcessRequest> ip, string name, string address, CancellationToken cancellationToken)
    {
        if (!Directory.Exists($"/sys/class/net/{name}"))
            await ProcessRunner.RunAsync(ip(["link", "add", "name", name, "type", "bridge"]), cancellationToken);
        await ProcessRunner.RunAsync(ip(["link", "set", "dev", name, "address", HardwareAddress(address)]), cancellationToken);
        await ProcessRunner.RunAsync(ip(["address", "replace", address, "dev", name]), cancellationToken);
        await ProcessRunner.RunAsync(ip(["link", "set", "dev", name, "up"]), cancellationToken);
    }

    /// <summary>A locally administered one (<c>02:…</c>), the same for the same IPv4 address.</summary>
    static string HardwareAddress(string address)
        => "02:42:" + string.Join(':', IPAddress.Parse(address.Split('/')[0]).GetAddressBytes().Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));

    public static async Task RemoveAsync(Func<string[], ProcessRequest> ip, string name, CancellationToken cancellationToken)
        => await ProcessRunner.TryRunAsync(ip(["link", "delete", name, "type", "bridge"]), cancellationToken);
}
