using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Configuration;

/// <summary>Looks at the configuration files every second: change events do not cross every kind of mount.</summary>
sealed class ConfigurationWatcher(ConfigurationStore store, TimeProvider clock, ILogger log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request.
        store.Look();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                store.Look();
            }
            catch (Exception e)
            {
                log.LogError(e, "the configuration files could not be looked at");
            }
        }
    }
}
