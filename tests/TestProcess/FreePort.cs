using System.Net;
using System.Net.Sockets;

namespace TestProcess;

/// <summary>A port of this machine that nobody listens on at the moment.</summary>
public static class FreePort
{
    public static int Find()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
