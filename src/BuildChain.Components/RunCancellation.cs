using System.Runtime.InteropServices;
using BuildChain.Components.Reporting;

namespace BuildChain.Components;

/// <summary>
/// Lets Ctrl-C, SIGTERM and a terminal that is closed (SIGHUP) end runs tidily. NUKE prints its summary and ends the process in a handler of
/// Ctrl-C; handlers are called in the order in which they were added, and this one waits until the runs have removed what they made.
/// </summary>
/// <remarks>A signal that was ignored when the build was started, as under <c>nohup</c>, stays so: .NET adds no handler then.</remarks>
public sealed class RunCancellation : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    static readonly List<RunCancellation> Active = [];
    static volatile int _endedBy;

    readonly CancellationTokenSource _source = new();
    readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PosixSignalRegistration[] _signals;

    public RunCancellation()
    {
        lock (Active)
            Active.Add(this);
        _signals = [On(PosixSignal.SIGTERM, 15), On(PosixSignal.SIGHUP, 1)];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>For the first lines of <c>Main</c>.</summary>
    public static void EndBeforeSummary()
    {
        LostTerminal.Survive();
        Console.CancelKeyPress += (_, _) =>
        {
            List<RunCancellation> active;
            lock (Active)
                active = [.. Active];
            active.ForEach(cancellation => cancellation.Cancel());
            Task.WaitAll([.. active.Select(cancellation => cancellation._done.Task)], Patience);
        };
    }

    /// <summary>For the last line of <c>Main</c>: 128 and the number of the signal that ended a run, as shells have it, else the build's own exit code.</summary>
    public static int ExitCode(int own) => _endedBy > 0 ? 128 + _endedBy : own;

    PosixSignalRegistration On(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        // The build goes on to its own end, which is a failure.
        context.Cancel = true;
        _endedBy = number;
        Cancel();
    });

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
        foreach (var signal in _signals)
            signal.Dispose();
        _done.TrySetResult();
        _source.Dispose();
    }
}
