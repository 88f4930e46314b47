using Esb.Gateway.Configuration;
using Esb.Gateway.Events;
using Esb.Gateway.Functions;
using Esb.Gateway.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Schedules;

/// <summary>
/// Queues the events of schedules when they are due. Invocations may overlap, as on AWS; but while one is still waiting in the queue,
/// a schedule adds no other.
/// </summary>
sealed class Scheduler(GatewaySettings settings, ConfigurationStore configuration, EventQueue queue, TimeProvider clock, ILogger log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    readonly ScheduleBook _book = new();
    readonly Dictionary<ScheduleKey, QueuedEvent> _latest = [];
    long _skipped;

    /// <summary>How often a schedule was due and nothing was queued.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var due in _book.Due(configuration.Current.Functions, clock.GetUtcNow()))
                    Fire(due);
            }
            catch (Exception e)
            {
                log.LogError(e, "schedules could not be looked at");
            }
        }
    }

    void Fire(DueSchedule due)
    {
        var identity = RequestIdentity.New(null, clock.GetUtcNow());
        using var scope = log.BeginScope(identity.Scope());
        if (due.Missed > 0)
            log.LogWarning("{Function} {Schedule}: {Missed} times went by unseen", due.Key.Function, due.Key.Name, due.Missed);
        if (_latest.TryGetValue(due.Key, out var latest) && latest.IsWaiting)
        {
            Skip(due, "the one before still waits");
            return;
        }
        var payload = ScheduledEvent.Of(due, settings.Region, identity.RequestId);
        var queued = new QueuedEvent(due.Key.Function, payload, identity, InvocationSource.Schedule, clock.GetUtcNow());
        if (queue.TryAdd(queued))
        {
            _latest[due.Key] = queued;
            log.LogInformation("{Function} {Schedule} is due", due.Key.Function, due.Key.Name);
            return;
        }
        payload.Dispose();
        Skip(due, queue.IsStopping ? "the gateway is stopping" : "the queue is full");
    }

    void Skip(DueSchedule due, string reason)
    {
        Interlocked.Increment(ref _skipped);
        log.LogWarning("{Function} {Schedule} is left out: {Reason}", due.Key.Function, due.Key.Name, reason);
    }
}
