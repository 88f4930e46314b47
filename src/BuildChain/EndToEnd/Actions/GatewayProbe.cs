using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace BuildChain.EndToEnd;

/// <summary>Asks a gateway whether it is well, as a client that trusts the stack's own authority.</summary>
static class GatewayProbe
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when <c>/health</c> answers 200; ends by its token only. Every new answer is said.</summary>
    public static async Task UntilHealthyAsync(Uri gateway, string rootCertificate, Action<string> say, CancellationToken cancellationToken)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(rootCertificate);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { authority } },
            },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        for (var last = ""; ; await Task.Delay(Pause, cancellationToken))
        {
            var answer = await AskAsync(client, new Uri(gateway, "/health"), cancellationToken);
            if (answer is null)
                return;
            if (answer != last)
                say(last = answer);
        }
    }

    static async Task<string?> AskAsync(HttpClient client, Uri health, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(health, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"{health}: HTTP {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"{health}: {e.GetBaseException().Message}";
        }
    }
}
