using Esb.Agent.Containers;
using Esb.Agent.Functions;

namespace Esb.Agent.Pool;

/// <summary>What the pool does by the clock: idle times, leases, changed images and definitions, the comparison with what really runs.</summary>
sealed class Keeper(ContainerPool pool, Inventory inventory, PoolContext context, IFunctionCatalog catalog) : BackgroundService
{
    const int BeatsPerRefresh = 5;
    const int BeatsPerComparison = 30;
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    IReadOnlyCollection<FunctionSpec> _prepared = [];
    string? _lastWarning;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, context.Clock);
        await TryAsync(inventory.SettleAsync, stoppingToken);
        for (var beat = 1; await NextAsync(timer, stoppingToken); beat++)
        {
            foreach (var one in pool.Pools)
                one.Sweep();
            Prepare();
            if (!inventory.IsSettled)
                await TryAsync(inventory.SettleAsync, stoppingToken);
            else if (beat % BeatsPerComparison == 0)
                await TryAsync(inventory.CompareAsync, stoppingToken);
            if (beat % BeatsPerRefresh == 0)
            {
                foreach (var one in pool.Pools.Where(one => one.View().Count > 0))
                    await TryAsync(token => RefreshAsync(one, token), stoppingToken);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await pool.CloseAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            context.Log.LogWarning("not all function containers could be removed in time: the next agent of this stack does it");
        }
    }

    /// <summary>Has the images of new functions made ready, one after the other, so that the first request does not wait for it.</summary>
    void Prepare()
    {
        var functions = catalog.All;
        if (ReferenceEquals(functions, _prepared))
            return;
        _prepared = functions;
        _ = context.Tasks.Run(async () =>
        {
            foreach (var image in functions.Select(function => function.Image).Distinct(StringComparer.Ordinal))
                await TryAsync(token => context.Runtime.PrepareAsync(image, token), context.Tasks.Stopping);
        });
    }

    async Task RefreshAsync(FunctionPool one, CancellationToken cancellationToken)
    {
        var spec = catalog.Find(one.Function);
        one.Refresh(spec, spec is null ? null : await context.Runtime.ImageIdAsync(spec.Image, cancellationToken));
    }

    async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (ContainerException e)
        {
            // What lasts is said once.
            context.Log.Log(e.Message == _lastWarning ? LogLevel.Debug : LogLevel.Warning, "{Reason}", e.Message);
            _lastWarning = e.Message;
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
