using System.Runtime.CompilerServices;

namespace CliWrap;

/// <summary>A started command: awaitable, with the id of its process.</summary>
public sealed class CommandTask<TResult>(Task<TResult> task, int processId) : IDisposable
{
    public Task<TResult> Task { get; } = task;

    public int ProcessId { get; } = processId;

    public TaskAwaiter<TResult> GetAwaiter() => Task.GetAwaiter();

    public ConfiguredTaskAwaitable<TResult> ConfigureAwait(bool continueOnCapturedContext)
        => Task.ConfigureAwait(continueOnCapturedContext);

    public void Dispose() => Task.Dispose();

    public static implicit operator Task<TResult>(CommandTask<TResult> commandTask) => commandTask.Task;
}
