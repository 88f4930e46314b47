namespace BuildChain.Compose;

/// <summary>Asks the services that are published on this machine whether they are well, instead of waiting for the engine's next health check.</summary>
sealed class StackProbe : IDisposable
{
    readonly Dictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
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

        _client = StackHttp.Create(settings.CertificateDirectory, TimeSpan.FromSeconds(1));
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

    public void Dispose() => _client.Dispose();
}
