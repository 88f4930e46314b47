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
    public async Task<bool> IsIdleAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await TryGetAsync(address, cancellationToken);
        if (response?.StatusCode != HttpStatusCode.OK)
            return false;
        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return !(answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("busy", out var busy) && busy.ValueKind == JsonValueKind.True);
        }
        catch (JsonException)
        {
            return true;
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
