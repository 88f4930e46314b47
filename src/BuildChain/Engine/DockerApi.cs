using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace BuildChain.Engine;

/// <summary>Single requests to an engine over its unix socket.</summary>
/// <remarks>
/// Plain HTTP/1.0 on a socket: the engine then answers unchunked and closes. HttpClient costs several times as much on its
/// first use, and a warm build asks three questions in all.
/// </remarks>
static class DockerApi
{
    const string Scheme = "unix://";

    static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    /// <summary>The socket's path; null where the engine listens elsewhere.</summary>
    /// <param name="host">As <c>DOCKER_HOST</c> has it.</param>
    public static string? SocketOf(string? host) => host?.StartsWith(Scheme, StringComparison.Ordinal) == true ? host[Scheme.Length..] : null;

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

    /// <summary>As <see cref="TryGetAsync"/>, for what a living engine answers at once: one that hangs still lets everybody connect.</summary>
    /// <exception cref="EngineException">Somebody listens but does not answer as an engine does, or not within 10 s.</exception>
    public static async Task<JsonElement?> TryGetSoonAsync(string socket, string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            return await TryGetAsync(socket, path, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException($"{socket} does not answer: nothing within {AnswerTime.TotalSeconds:0} s to GET {path}.");
        }
    }

    /// <summary>Asks for a change that is told by the path alone.</summary>
    /// <returns>Whether the engine has made it.</returns>
    public static async Task<bool> TryPostAsync(string socket, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(socket, "POST", path, cancellationToken) is { } answer && Status(answer.Span) is [_, ['2', ..], ..];
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static async Task<JsonElement?> GetAsync(string socket, string path, CancellationToken cancellationToken)
        => await AskAsync(socket, "GET", path, cancellationToken) is { } answer ? Body(socket, path, answer) : null;

    /// <returns>Null when the engine broke off.</returns>
    static async Task<ReadOnlyMemory<byte>?> AskAsync(string socket, string method, string path, CancellationToken cancellationToken)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
        await using var stream = new NetworkStream(connection);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.0\r\nHost: docker\r\n\r\n"), cancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }

        return answer.GetBuffer().AsMemory(0, (int)answer.Length);
    }

    static JsonElement? Body(string socket, string path, ReadOnlyMemory<byte> answer)
    {
        var end = answer.Span.IndexOf(EndOfHead);
        if (end < 0)
            return null;

        var status = Status(answer.Span);
        var code = status.Length > 1 && int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (code == 404)
            return null;
        if (code is < 200 or > 299)
            throw new EngineException($"{socket} answered {string.Join(' ', status)} to GET {path}.");

        using var document = JsonDocument.Parse(answer[(end + EndOfHead.Length)..]);
        return document.RootElement.Clone();
    }

    static string[] Status(ReadOnlySpan<byte> answer) => answer.IndexOf("\r\n"u8) is > 0 and var end ? Encoding.ASCII.GetString(answer[..end]).Split(' ') : [];
}
