using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace BuildChain.Engine;

/// <summary>Single GET requests to an engine over its unix socket.</summary>
/// <remarks>
/// Plain HTTP/1.0 on a socket: the engine then answers unchunked and closes. HttpClient costs several times as much on its
/// first use, and a warm build asks three questions in all.
/// </remarks>
static class DockerApi
{
    static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    /// <returns>The answer's body; null when nobody listens.</returns>
    /// <exception cref="EngineException">Somebody listens but does not answer as an engine does.</exception>
    public static async Task<JsonElement?> TryGetAsync(string socket, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(socket, path, cancellationToken);
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.AccessDenied)
        {
            return null;
        }
        catch (SocketException e)
        {
            throw new EngineException(
                $"The engine's socket {socket} does not let this user in: {e.Message}",
                "Run the command with sudo, or add the user to the group that owns the socket.",
                e);
        }
    }

    static async Task<JsonElement?> GetAsync(string socket, string path, CancellationToken cancellationToken)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
        await using var stream = new NetworkStream(connection);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: docker\r\n\r\n"), cancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }

        return Body(socket, path, answer.GetBuffer().AsMemory(0, (int)answer.Length));
    }

    static JsonElement? Body(string socket, string path, ReadOnlyMemory<byte> answer)
    {
        var end = answer.Span.IndexOf(EndOfHead);
        if (end < 0)
            return null;

        var status = Encoding.ASCII.GetString(answer.Span[..answer.Span.IndexOf("\r\n"u8)]).Split(' ');
        var code = status.Length > 1 ? int.Parse(status[1], CultureInfo.InvariantCulture) : 0;
        if (code == 404)
            return null;
        if (code is < 200 or > 299)
            throw new EngineException($"{socket} answered {string.Join(' ', status)} to GET {path}.");

        using var document = JsonDocument.Parse(answer[(end + EndOfHead.Length)..]);
        return document.RootElement.Clone();
    }
}
