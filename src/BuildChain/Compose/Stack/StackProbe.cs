using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>
/// Asks services whether they are well, instead of waiting for the engine's next health check: at their published port, else by the command of
/// that very check.
/// </summary>
sealed class StackProbe : IDisposable
{
    readonly IReadOnlyDictionary<string, Uri> _addresses = new Dictionary<string, Uri>();
    readonly HttpClient _client;
    readonly EngineConnection _engine;

    public StackProbe(StackPlan plan)
    {
        _engine = plan.Engine;
        // An engine on another machine publishes its ports there.
        if (EngineSocket.IsOnThisMachine(plan.Engine))
            _addresses = plan.HealthUrls;
        _client = StackHttp.Create(plan.Settings.CertificateDirectory, TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether the service says that it is well; null when it cannot be asked.</summary>
    public async Task<bool?> AnswersAsync(string service, StackContainer container, CancellationToken cancellationToken)
    {
        if (!_addresses.TryGetValue(service, out var address))
            return await CheckAsync(_engine, container, cancellationToken);
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

    /// <summary>Whether the command of the container's health check succeeds now; null when it has none.</summary>
    public static async Task<bool?> CheckAsync(EngineConnection engine, StackContainer container, CancellationToken cancellationToken)
        => container.HealthCommand is [] ? null
            : (await ProcessRunner.TryRunAsync(engine.Docker(["container", "exec", container.Id, .. container.HealthCommand]), cancellationToken)).Succeeded;

    public void Dispose() => _client.Dispose();
}
