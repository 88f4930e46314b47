namespace Esb.Common;

/// <summary>The service program's second mode, <c>&lt;program&gt; health</c>: the image's HEALTHCHECK, since images carry no curl.</summary>
public static class HealthProbe
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>Asks the service in this container; returns 0 when it is healthy, else 1 with its answer on the output.</summary>
    public static async Task<int> RunAsync(Uri health, TextWriter output, CancellationToken cancellationToken = default)
    {
        // The certificate names the service's outside names, and the probe never leaves the container.
#pragma warning disable CA5359
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => health.IsLoopback },
        };
#pragma warning restore CA5359
        using var client = new HttpClient(handler) { Timeout = Limit };
        try
        {
            using var response = await client.GetAsync(health, cancellationToken);
            await output.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"{health} does not answer: {e.Message}");
            return 1;
        }
    }
}
