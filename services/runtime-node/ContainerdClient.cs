using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Esb.RuntimeNode;

/// <summary>Asks containerd's own gRPC health service (grpc.health.v1) over its socket, without a gRPC library.</summary>
sealed class ContainerdClient(string socketPath) : IDisposable
{
    // A gRPC message is a flag byte, a length of four bytes, and the message: here the empty request.
    static readonly byte[] EmptyMessage = new byte[5];

    // Field 1 (status) = 1 (SERVING).
    static readonly byte[] Serving = [0x08, 0x01];

    readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
        UseProxy = false,
    })
    {
        BaseAddress = new Uri("http://containerd"),
        Timeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Null when containerd serves, else why not.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(EmptyMessage) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var message = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode && message.AsSpan().EndsWith(Serving)
                ? null
                : $"containerd answers on {socketPath}, but does not serve (HTTP {(int)response.StatusCode}, {message.Length} bytes)";
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"containerd does not answer on {socketPath}: {e.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
