using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Common;

/// <summary>
/// For services in another container's network namespace (compose: <c>network_mode: service:…</c>): when that container is
/// started again it gets a new one, and this service stays behind in the old, where nobody reaches it. It then ends, to be
/// started again in the new one.
/// </summary>
public sealed class NetworkWatch(IHostApplicationLifetime lifetime, ILogger<NetworkWatch> log) : BackgroundService
{
    const string Devices = "/proc/net/dev";
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan UsualRestart = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the other container runs again: Docker starts nothing in the network of one that does not, and tries only once.
    /// Without an answer to be had, five seconds are taken for long enough.
    /// </summary>
    public Func<CancellationToken, Task<bool>>? IsBack { get; init; }

    /// <summary>Names of Docker's own interfaces out of <c>/proc/net/dev</c>, <c>eth0</c> and so on.</summary>
    public static IReadOnlySet<string> Interfaces(string procNetDev) => procNetDev.Split('\n')
        .Select(line => line.Split(':')[0].Trim())
        .Where(name => name.StartsWith("eth", StringComparison.Ordinal))
        .ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!File.Exists(Devices) || Interfaces(await File.ReadAllTextAsync(Devices, stoppingToken)).Count == 0)
            return;
        long? lost = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Interfaces(await File.ReadAllTextAsync(Devices, stoppingToken)).Count > 0)
                lost = null;
            else if (await CanEndAsync(lost ??= TimeProvider.System.GetTimestamp(), stoppingToken))
            {
                log.LogError("the network that this service shares was made anew without it: it ends, to be started again in the new one");
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<bool> CanEndAsync(long lost, CancellationToken cancellationToken) =>
        IsBack is null ? TimeProvider.System.GetElapsedTime(lost) >= UsualRestart : await IsBack(cancellationToken);
}
