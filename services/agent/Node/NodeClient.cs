using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Esb.Agent.Containers;
using Esb.Common.Node;

namespace Esb.Agent.Node;

/// <summary>Requests to the runtime node over its socket; failures are <see cref="ContainerException"/>s with the node's own words.</summary>
sealed class NodeClient : IDisposable
{
    static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(3);

    readonly string _socket;
    readonly HttpClient _http;

    /// <summary>Connects with the first request.</summary>
    public NodeClient(string socket)
    {
        _socket = socket;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false, UseCookies = false })
        {
            BaseAddress = new Uri("http://runtime-node"),
            // A start may pull an image; the caller has a limit of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Get, path), cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    public async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Get, path), cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task<T> PostAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Post, path), cancellationToken);
        return await ReadAsync(response, answer, cancellationToken);
    }

    public async Task<TAnswer> PostAsync<T, TAnswer>(
        string path, T body, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Post, path) { Content = JsonContent.Create(body, type) }, cancellationToken);
        return await ReadAsync(response, answer, cancellationToken);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Delete, path), cancellationToken);
    }

    /// <summary>An answer without an end, line by line.</summary>
    public async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Get, path), cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await LineAsync(reader, cancellationToken) is { } line)
            yield return line;
    }

    /// <summary>Why the node cannot run containers, or null.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PingLimit);
        try
        {
            using var response = await _http.GetAsync(new Uri("/health", UriKind.Relative), limit.Token);
            return response.IsSuccessStatusCode ? null : $"the runtime node is not healthy: {await response.Content.ReadAsStringAsync(limit.Token)}";
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return NoAnswer(e).Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        try
        {
            HttpResponseMessage response;
            using (request)
                response = await _http.SendAsync(request, completion, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw new ContainerException(await ErrorAsync(response, cancellationToken));
        }
        catch (HttpRequestException e)
        {
            throw NoAnswer(e);
        }
    }

    static async Task<string> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, NodeJson.Default.NodeError)!.Message;
        }
        catch (JsonException)
        {
            return $"the runtime node answered {(int)response.StatusCode}: {body}";
        }
    }

    static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ContainerException($"the runtime node's answer cannot be read: {e.Message}", e);
        }
    }

    async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw NoAnswer(e);
        }
    }

    ContainerException NoAnswer(Exception cause) => new($"the runtime node does not answer on {_socket}: {cause.Message}", cause);

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
