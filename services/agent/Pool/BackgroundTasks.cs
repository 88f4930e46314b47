using System.Collections.Concurrent;

namespace Esb.Agent.Pool;

/// <summary>Work that goes on without anybody waiting for it, until the agent stops.</summary>
sealed class BackgroundTasks : IDisposable
{
    readonly ConcurrentDictionary<Task, byte> _tasks = new();
    readonly CancellationTokenSource _stopping = new();

    /// <summary>Set when the agent stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Runs work that handles its own failures.</summary>
    public Task Run(Func<Task> work)
    {
        var task = Task.Run(work);
        _tasks[task] = 0;
        _ = task.ContinueWith(ended => _tasks.TryRemove(ended, out _), TaskScheduler.Default);
        return task;
    }

    /// <summary>Tells all work to stop.</summary>
    public void Cancel() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <summary>Waits for all work to end.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        while (_tasks.Keys is { Count: > 0 } tasks)
            await Task.WhenAll(tasks).WaitAsync(cancellationToken);
    }
}
