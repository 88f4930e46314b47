using System.Net;
using System.Net.Sockets;

namespace BuildChain.Compose;

/// <summary>Whether a port of this machine can be had.</summary>
static class PortProbe
{
    /// <summary>Binds to it on all addresses and lets go of it. A port that this user may not bind (below 1024) counts as free: the engine may.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AccessDenied;
        }
    }
}
