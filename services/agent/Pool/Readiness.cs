using System.Net;
using System.Text.Json;

namespace Esb.Agent.Pool;

/// <summary>Asks <c>GET /health</c> of a container's runtime interface.</summary>
sealed class Readiness : IReadiness, IDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) })
    {
        Timeout = AnswerLimit,
    };

    /// <inheritdoc/>
    public async Task UntilHealthyAsync(string address, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; !await ServesAsync(address, cancellationToken); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            await Task.Delay(pause, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ContainerWork?> WorkAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await TryGetAsync(address, cancellationToken);
        return response?.StatusCode == HttpStatusCode.OK ? Work(await response.Content.ReadAsStringAsync(cancellationToken)) : null;
    }

    /// <summary>Reads the runtime interface's answer, whose <c>runtime</c> is <c>busy</c> during an invocation.</summary>
    public static ContainerWork Work(string health)
    {
        try
        {
            using var answer = JsonDocument.Parse(health);
            return answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("runtime", out var runtime) && runtime.ValueKind == JsonValueKind.String && runtime.GetString() == "busy"
                    ? ContainerWork.Busy
                    : ContainerWork.Idle;
        }
        catch (JsonException)
        {
            return ContainerWork.Idle;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<bool> ServesAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await TryGetAsync(address, cancellationToken);
        return response?.StatusCode == HttpStatusCode.OK;
    }

    async Task<HttpResponseMessage?> TryGetAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetAsync(new Uri($"http://{address}/health"), cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
