using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Esb.Agent.Docker;

/// <summary>The part of the engine's HTTP API that the agent needs, over its socket.</summary>
sealed partial class EngineClient : IDisposable
{
    // A busy engine takes seconds to create or remove a container; one that takes minutes hangs.
    static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(1);
    static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(3);

    readonly EngineEndpoint _endpoint;
    readonly HttpClient _http;
    ApiVersion? _version;

    /// <summary>Connects with the first request.</summary>
    public EngineClient(EngineEndpoint endpoint)
    {
        _endpoint = endpoint;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => endpoint.ConnectAsync(cancellationToken),
            UseProxy = false,
            UseCookies = false,
        })
        {
            BaseAddress = new Uri("http://engine"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Asks for a sign of life, and for the API version that both sides know; returns the version.</summary>
    /// <exception cref="EngineException">There was none.</exception>
    public async Task<ApiVersion> PingAsync(CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(new HttpRequestMessage(HttpMethod.Get, "/_ping"), PingLimit, cancellationToken);
        return _version = ApiVersion.Negotiate(response.Headers.TryGetValues("Api-Version", out var values) ? values.FirstOrDefault() : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return await ReadAsync(response, type, path, cancellationToken);
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, await VersionedAsync(path, cancellationToken)) { Content = content };
        return await AnswerAsync(request, AnswerLimit, cancellationToken);
    }

    async Task<string> VersionedAsync(string path, CancellationToken cancellationToken) => $"/v{_version ?? await PingAsync(cancellationToken)}{path}";

    async Task<HttpResponseMessage> AnswerAsync(
        HttpRequestMessage request, TimeSpan limit, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            using (request)
                return await EnsureAsync(await _http.SendAsync(request, completion, timeout.Token), timeout.Token);
        }
        catch (HttpRequestException e)
        {
            // Another version of the engine may come up in its place.
            _version = null;
            throw new EngineException(null, $"The engine at {_endpoint.Text} does not answer: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(
                null, $"The engine at {_endpoint.Text} did not answer {request.Method} {request.RequestUri} within {limit.TotalSeconds} s", e);
        }
    }

    static async Task<HttpResponseMessage> EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // 304: already started, already stopped.
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified)
            return response;
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new EngineException(response.StatusCode, Message(body) ?? $"The engine answered {(int)response.StatusCode} {response.ReasonPhrase}");
        }
    }

    static string? Message(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, EngineJson.Default.EngineError)?.Message;
        }
        catch (JsonException)
        {
            return body.Trim() is { Length: > 0 } text ? text : null;
        }
    }

    static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken)
                ?? throw new EngineException(response.StatusCode, $"The engine answered {path} with null");
        }
        catch (JsonException e)
        {
            throw new EngineException(response.StatusCode, $"The engine's answer to {path} is not what its API says: {e.Message}", e);
        }
    }
}
