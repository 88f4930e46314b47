using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Esb.RuntimeNode.Containerd;

/// <summary>gRPC calls over containerd's socket, without a gRPC library: HTTP/2 with a head of five bytes before each message.</summary>
sealed class ContainerdConnection(string socketPath) : IDisposable
{
    const int Head = 5;

    // Removing the snapshot of a large image may take a while; nothing takes longer.
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

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
        EnableMultipleHttp2Connections = true,
    })
    {
        BaseAddress = new Uri("http://containerd"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>One question, one answer.</summary>
    /// <param name="method">Such as <c>containerd.services.tasks.v1.Tasks/Get</c>.</param>
    /// <param name="containerdNamespace">Whose containers and images; null for calls that have none.</param>
    public async Task<ProtoMessage> CallAsync(
        string method, string? containerdNamespace, ProtoWriter request, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit ?? AnswerLimit);
        try
        {
            var answer = ProtoMessage.Empty;
            await foreach (var message in StreamAsync(method, containerdNamespace, request, timeout.Token))
                answer = message;
            return answer;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ContainerdException(null, $"containerd did not answer {method} within {(limit ?? AnswerLimit).TotalSeconds} s", e);
        }
    }

    /// <summary>One question, any number of answers.</summary>
    public async IAsyncEnumerable<ProtoMessage> StreamAsync(
        string method, string? containerdNamespace, ProtoWriter request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, containerdNamespace, request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await NextAsync(method, body, cancellationToken) is { } message)
            yield return message;
        ThrowUnlessOk(method, response);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    async Task<HttpResponseMessage> SendAsync(string method, string? containerdNamespace, ProtoWriter message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Framed(message.ToArray())) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (containerdNamespace is not null)
            request.Headers.Add("containerd-namespace", containerdNamespace);
        try
        {
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw new ContainerdException(null, $"containerd answered {method} with HTTP status {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            throw NoAnswer(e);
        }
    }

    async Task<ProtoMessage?> NextAsync(string method, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var head = new byte[Head];
            var read = await body.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                return null;
            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
            await body.ReadExactlyAsync(message, cancellationToken);
            return ProtoMessage.Parse(message);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw NoAnswer(e);
        }
        catch (InvalidDataException e)
        {
            throw new ContainerdException(null, $"containerd's answer to {method} cannot be read: {e.Message}", e);
        }
    }

    ContainerdException NoAnswer(Exception cause) => new(null, $"containerd does not answer on {socketPath}: {cause.Message}", cause);

    static byte[] Framed(byte[] message)
    {
        var framed = new byte[Head + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, Head);
        return framed;
    }

    // An answer without messages has its status among the headers.
    static void ThrowUnlessOk(string method, HttpResponseMessage response)
    {
        var status = Trailer(response, "grpc-status");
        if (status != "0")
        {
            var reason = Uri.UnescapeDataString(Trailer(response, "grpc-message") ?? "without a reason");
            var code = int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
            throw new ContainerdException(code, $"containerd refused {method}: {reason}");
        }
    }

    static string? Trailer(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.FirstOrDefault() : null;
}
