using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Esb.Gateway.Agent;
using Esb.Gateway.Http;

namespace Esb.Gateway.Functions;

/// <summary>How a call of a container ended without its answer.</summary>
enum ContainerFault
{
    /// <summary>The function was certainly not called: another container may be tried.</summary>
    NotCalled,

    /// <summary>The container ended, or talked nonsense, after it got the event.</summary>
    Died,

    /// <summary>The answer is longer than allowed.</summary>
    TooLarge,
}

sealed class ContainerException(ContainerFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public ContainerFault Fault => fault;
}

/// <summary>Calls the function in a container through its invoke API, that of AWS's Runtime Interface Emulator.</summary>
sealed class ContainerClient(PayloadMemory memory) : IDisposable
{
    static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    static readonly HttpRequestOptionsKey<string> AddressKey = new("address");

    readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Less than the containers' own, so that they never close a connection that is just taken.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        ConnectCallback = ConnectAsync,
    });

    public void Dispose() => _http.Dispose();

    /// <summary>The function's answer.</summary>
    /// <exception cref="ContainerException">There is none.</exception>
    public async Task<FunctionAnswer> InvokeAsync(Lease lease, Invocation invocation, CancellationToken cancellationToken)
    {
        try
        {
            // Not disposed: content that is still being sent when a call is cancelled must not lose its bytes.
            var request = Request(lease, invocation);
            using var response = await _http.SendAsync(request, cancellationToken);
            return await AnswerAsync(lease, response, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            throw new ContainerException(ContainerFault.NotCalled, $"{lease.Container} at {lease.Address} cannot be reached: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ContainerException(ContainerFault.Died, $"{lease.Container} at {lease.Address} gave no answer: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    static HttpRequestMessage Request(Lease lease, Invocation invocation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{Host(lease)}/2015-03-31/functions/function/invocations")
        {
            Content = new ReadOnlyMemoryContent(invocation.Payload) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Options.Set(AddressKey, lease.Address);
        request.Headers.Host = lease.Address;
        invocation.Identity.AddTo(request.Headers);
        if (invocation.ClientContext is { } context)
            request.Headers.TryAddWithoutValidation("X-Amz-Client-Context", context);
        if (invocation.WantsLog)
            request.Headers.TryAddWithoutValidation("X-Amz-Log-Type", "Tail");
        return request;
    }

    async Task<FunctionAnswer> AnswerAsync(Lease lease, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            throw new ContainerException(ContainerFault.NotCalled, $"{lease.Container} is stopping");
        if (response.StatusCode != HttpStatusCode.OK)
            throw new ContainerException(ContainerFault.Died, $"{lease.Container} at {lease.Address} answers {(int)response.StatusCode}");
        var headers = response.Content.Headers;
        if (headers.ContentLength > PayloadLimits.Response)
            throw TooLarge(lease);
        var room = await memory.Answers.ReserveAsync(headers.ContentLength ?? PayloadLimits.Response, cancellationToken);
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = await PooledBuffer.ReadAsync(stream, headers.ContentLength, PayloadLimits.Response, cancellationToken) ?? throw TooLarge(lease);
            return new FunctionAnswer(
                body, headers.ContentType?.ToString() ?? "application/json", Header(response, "X-Amz-Function-Error"), Header(response, "X-Amz-Log-Result"), room);
        }
        catch
        {
            room?.Dispose();
            throw;
        }
    }

    static ContainerException TooLarge(Lease lease) => new(ContainerFault.TooLarge, $"{lease.Container} answers more than {PayloadLimits.Response} bytes");

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    // Connections are pooled by host: one name per container, so that none is used for the next container of the same address.
    static string Host(Lease lease) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{lease.Container} {lease.Address}")).AsSpan(0, 16));

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        context.InitialRequestMessage.Options.TryGetValue(AddressKey, out var address);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPEndPoint.Parse(address!), limit.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
