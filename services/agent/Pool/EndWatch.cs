using Esb.Agent.Containers;

namespace Esb.Agent.Pool;

/// <summary>Tells the pool of containers that end by themselves, the moment they do.</summary>
sealed class EndWatch(ContainerPool pool, Inventory inventory, PoolContext context) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasDown = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (wasDown)
                {
                    await inventory.CompareAsync(stoppingToken);
                    context.Log.LogInformation("ends of containers are seen again");
                    wasDown = false;
                }
                await foreach (var end in context.Runtime.EndsAsync(stoppingToken))
                    pool.Ended(end.Name, end.Reason);
            }
            catch (ContainerException e)
            {
                context.Log.Log(wasDown ? LogLevel.Debug : LogLevel.Warning, "ends of containers are not seen: {Reason}", e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            wasDown = true;
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
