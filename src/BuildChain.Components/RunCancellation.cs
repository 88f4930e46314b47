using System.Runtime.InteropServices;

namespace BuildChain.Components;

/// <summary>
/// Lets Ctrl-C and SIGTERM end runs tidily. NUKE prints its summary and ends the process in a handler of Ctrl-C; handlers are called in the
/// order in which they were added, and this one waits until the runs have removed what they made.
/// </summary>
public sealed class RunCancellation : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    static readonly List<RunCancellation> Active = [];

    readonly CancellationTokenSource _source = new();
    readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PosixSignalRegistration _terminate;

    public RunCancellation()
    {
        lock (Active)
            Active.Add(this);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            // The build goes on to its own end, which is a failure.
            context.Cancel = true;
            Cancel();
        });
    }

    public CancellationToken Token => _source.Token;

    /// <summary>For the first lines of <c>Main</c>.</summary>
    public static void EndBeforeSummary() => Console.CancelKeyPress += (_, _) =>
    {
        List<RunCancellation> active;
        lock (Active)
            active = [.. Active];
        active.ForEach(cancellation => cancellation.Cancel());
        Task.WaitAll([.. active.Select(cancellation => cancellation._done.Task)], Patience);
    };

    void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The runs ended in this very moment.
        }
    }

    public void Dispose()
    {
        lock (Active)
            Active.Remove(this);
        _terminate.Dispose();
        _done.TrySetResult();
        _source.Dispose();
    }
}
