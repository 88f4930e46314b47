using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace BuildChain.Compose;

/// <summary>Asks the services that are published on this machine whether they are well, instead of waiting for the engine's next health check.</summary>
sealed class StackProbe : IDisposable
{
    readonly Dictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    readonly X509Certificate2? _root;
    readonly HttpClient _client;

    public StackProbe(StackPlan plan)
    {
        var settings = plan.Settings;
        // An engine on another machine publishes its ports there.
        if (plan.Engine.Host is { } host && (host.StartsWith("unix://", StringComparison.Ordinal) || host.StartsWith("npipe://", StringComparison.Ordinal)))
        {
            _addresses["gateway"] = new Uri($"https://127.0.0.1:{settings.Ports.GatewayHttps}/health");
            _addresses["agent"] = new Uri($"http://127.0.0.1:{settings.Ports.AgentMetrics}/health");
        }

        var authority = Path.Combine(settings.CertificateDirectory, "rootCA.crt");
        _root = File.Exists(authority) ? X509CertificateLoader.LoadCertificateFromFile(authority) : null;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = IsIssuedByRoot } })
        {
            Timeout = TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>Whether the service says that it is well; null when it cannot be asked from here.</summary>
    public async Task<bool?> AnswersAsync(string service, CancellationToken cancellationToken)
    {
        if (!_addresses.TryGetValue(service, out var address))
            return null;
        try
        {
            using var answer = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    bool IsIssuedByRoot(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_root is null || certificate is null || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build((X509Certificate2)certificate);
    }

    public void Dispose()
    {
        _client.Dispose();
        _root?.Dispose();
    }
}
