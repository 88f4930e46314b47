using System.Collections.Concurrent;
using Esb.Gateway.Functions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Events;

/// <summary>Invokes functions for callers that do not wait. In memory: bounded in number and bytes, and emptied when the gateway stops.</summary>
sealed class EventQueue(GatewaySettings settings, Invoker invoker, TimeProvider clock, ILogger log) : IHostedService, IDisposable
{
    static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    readonly RetryPolicy _retries = new(settings.EventRetryDelay, settings.EventMaximumAge);
    readonly SemaphoreSlim _slots = new(settings.EventConcurrency);
    readonly ConcurrentDictionary<QueuedEvent, Task> _running = new();
    readonly CancellationTokenSource _stopping = new();
    readonly CancellationTokenSource _stopped = new();
    int _count;
    long _bytes;

    /// <summary>How many events there are, waiting, running or between retries.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Their payloads together.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether nothing is taken any more.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>What became of events so far.</summary>
    public EventCounts Counts { get; } = new();

    /// <summary>Takes an event, and with it its payload; false, and neither, when there is no room or the gateway is stopping.</summary>
    public bool TryAdd(QueuedEvent queued)
    {
        if (IsStopping || !TryReserve(queued.Payload.Length))
        {
            Counts.Refused();
            return false;
        }
        var done = new TaskCompletionSource();
        _running[queued] = done.Task;
        _ = Task.Run(async () =>
        {
            await RunAsync(queued);
            _running.TryRemove(queued, out _);
            done.SetResult();
        });
        return true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Tries every event once more, at once, and gives up at the deadline.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (Count > 0)
            log.LogInformation("{Count} events are finished before the end", Count);
        try
        {
            while (!_running.IsEmpty)
                await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogError("the time to stop is over for {Count} events", Count);
            await _stopped.CancelAsync();
            await Task.WhenAny(Task.WhenAll(_running.Values), Task.Delay(LastWords, clock, CancellationToken.None));
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
        _stopped.Dispose();
    }

    bool TryReserve(int bytes)
    {
        if (Interlocked.Increment(ref _count) <= settings.EventQueueLength)
        {
            if (Interlocked.Add(ref _bytes, bytes) <= settings.EventQueueBytes)
                return true;
            Interlocked.Add(ref _bytes, -bytes);
        }
        Interlocked.Decrement(ref _count);
        return false;
    }

    async Task RunAsync(QueuedEvent queued)
    {
        using var scope = log.BeginScope(queued.Identity.Scope());
        var bytes = queued.Payload.Length;
        try
        {
            await TryUntilDoneAsync(queued);
            queued.Payload.Dispose();
        }
        catch (OperationCanceledException)
        {
            // Lost with the gateway; the payload may still be read by the call that was cut off.
            log.LogError("an event for {Function} is lost: the gateway stops", queued.Function);
            Counts.Lost();
        }
        catch (Exception e)
        {
            log.LogError(e, "an event for {Function} is lost", queued.Function);
            Counts.Lost();
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Add(ref _bytes, -bytes);
        }
    }

    async Task TryUntilDoneAsync(QueuedEvent queued)
    {
        var (errors, failures) = (0, 0);
        while (true)
        {
            var isLast = IsStopping;
            var (pause, problem) = await TryAsync(queued) switch
            {
                { Error: null, Failure: null } => (null, null),
                { Failure: { } failure } => (_retries.AfterFailure(failure, ++failures, clock.GetUtcNow() - queued.Since), failure.Message),
                { Error: var error } => (_retries.AfterError(++errors), error),
            };
            if (problem is null)
            {
                Counts.Delivered();
                return;
            }
            if (pause is not { } wait || isLast)
            {
                Counts.Failed();
                log.LogError("an event for {Function} is given up: {Reason}", queued.Function, problem);
                return;
            }
            await DelayAsync(wait);
        }
    }

    async Task<(string? Error, InvocationFailure? Failure)> TryAsync(QueuedEvent queued)
    {
        await _slots.WaitAsync(_stopped.Token);
        try
        {
            queued.Begin();
            using var answer = await invoker.InvokeAsync(queued.ToInvocation(), _stopped.Token);
            return (answer.FunctionError, null);
        }
        catch (InvocationException e)
        {
            return (null, e.Failure);
        }
        finally
        {
            _slots.Release();
        }
    }

    async Task DelayAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, clock, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The last attempt is now.
        }
    }
}
