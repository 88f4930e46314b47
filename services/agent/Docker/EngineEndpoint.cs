using System.Net;
using System.Net.Sockets;

namespace Esb.Agent.Docker;

/// <summary>Where the engine listens: <c>unix:///path</c> or <c>tcp://host:port</c> (plain), as in <c>DOCKER_HOST</c>.</summary>
/// <param name="Text">The address as it was given, for messages.</param>
/// <param name="EndPoint">What to connect to.</param>
sealed record EngineEndpoint(string Text, EndPoint EndPoint)
{
    const int DefaultTcpPort = 2375;

    /// <summary>Null when the text is of another form.</summary>
    public static EngineEndpoint? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            "unix" when uri.AbsolutePath.Length > 1 => new(text, new UnixDomainSocketEndPoint(uri.AbsolutePath)),
            "tcp" when uri.Host.Length > 0 => new(text, new DnsEndPoint(uri.Host, uri.Port > 0 ? uri.Port : DefaultTcpPort)),
            _ => null,
        };
    }

    /// <summary>Opens one connection.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = EndPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(EndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
