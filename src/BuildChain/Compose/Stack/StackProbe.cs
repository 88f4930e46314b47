namespace BuildChain.Compose;

/// <summary>Asks the services that are published on this machine whether they are well, instead of waiting for the engine's next health check.</summary>
sealed class StackProbe : IDisposable
{
    readonly IReadOnlyDictionary<string, Uri> _addresses = new Dictionary<string, Uri>();
    readonly HttpClient _client;

    public StackProbe(StackPlan plan)
    {
        // An engine on another machine publishes its ports there.
        if (EngineSocket.IsOnThisMachine(plan.Engine))
            _addresses = plan.HealthUrls;
        _client = StackHttp.Create(plan.Settings.CertificateDirectory, TimeSpan.FromSeconds(1));
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
