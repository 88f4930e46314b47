using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Common;

/// <summary>
/// For services in another container's network namespace (compose: <c>network_mode: service:…</c>): when that container is
/// started again it gets a new one, and this service stays behind in the old, where nobody reaches it. It then ends, to be
/// started again in the new one.
/// </summary>
/// <param name="isBack">Whether the other container runs again; before that, this service could not be started again.</param>
public sealed class NetworkWatch(Func<CancellationToken, Task<bool>> isBack, IHostApplicationLifetime lifetime, ILogger<NetworkWatch> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Names of Docker's own interfaces out of <c>/proc/net/dev</c>, <c>eth0</c> and so on.</summary>
    public static IReadOnlySet<string> Interfaces(string procNetDev) => procNetDev.Split('\n')
        .Select(line => line.Split(':')[0].Trim())
        .Where(name => name.StartsWith("eth", StringComparison.Ordinal))
        .ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hadAny = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var hasAny = Interfaces(await File.ReadAllTextAsync("/proc/net/dev", stoppingToken)).Count > 0;
            hadAny |= hasAny;
            if (hadAny && !hasAny && await isBack(stoppingToken))
            {
                log.LogError("the network that this service shares was made anew without it: it ends, to be started again in the new one");
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
