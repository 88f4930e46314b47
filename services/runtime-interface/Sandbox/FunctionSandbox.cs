using System.Diagnostics;
using System.Threading.Channels;
using Esb.RuntimeInterface.Invoke;
using Esb.RuntimeInterface.Logs;
using Esb.RuntimeInterface.Processes;
using Esb.RuntimeInterface.Api;

namespace Esb.RuntimeInterface.Sandbox;

/// <summary>Runs one invocation after the other, in the order of their arrival, and keeps a runtime ready for the next.</summary>
/// <remarks>
/// As Lambda does: a runtime that failed to start, died or ran into the timeout is replaced, and everything it started goes with it.
/// After an invocation the replacement starts at once; one that never got to serve is tried again when there is something to do.
/// </remarks>
sealed class FunctionSandbox(FunctionSettings function, FunctionLog log)
{
    readonly Channel<Invocation> _queue = Channel.CreateUnbounded<Invocation>();
    readonly TaskCompletionSource _abort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    RuntimeSession? _session;
    DateTimeOffset _previousDeadline;
    int _open;

    /// <summary>How many invocations have no result yet: the one that runs, and those that wait for their turn.</summary>
    public int Open => _open;

    /// <summary>In one word, for <c>/health</c>: <c>none</c>, <c>starting</c>, <c>ready</c>, <c>busy</c>.</summary>
    public string State => _session is not { Over.IsCompleted: false } session ? "none"
        : session.Initialization is null ? "starting"
        : session.Ready.IsCompleted ? "ready"
        : "busy";

    /// <summary>Waits for the invocation's turn and its result.</summary>
    public async Task<InvokeResult> InvokeAsync(Invocation invocation)
    {
        Interlocked.Increment(ref _open);
        if (!_queue.Writer.TryWrite(invocation))
            invocation.Complete(Unavailable);
        var result = await invocation.Result;
        Interlocked.Decrement(ref _open);
        return result;
    }

    /// <summary>Starts the runtime and serves invocations until <see cref="StopAsync"/>.</summary>
    public async Task RunAsync()
    {
        await TryStartAsync(function.InitTimeout);
        var arrival = _queue.Reader.WaitToReadAsync().AsTask();
        while (true)
        {
            if (_session is { } session && await Task.WhenAny(arrival, session.Over) != arrival)
            {
                await ForgetAsync(again: true);
                continue;
            }

            if (!await arrival)
                break;
            while (_queue.Reader.TryRead(out var invocation))
                await ServeAsync(invocation);
            arrival = _queue.Reader.WaitToReadAsync().AsTask();
        }

        if (_session is not null)
        {
            await _session.TerminateAsync();
            await _session.DisposeAsync();
        }
    }

    /// <summary>Takes nothing new, and lets the running invocation end within the limit. Those that wait are refused.</summary>
    public async Task StopAsync(Task running)
    {
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var waiting))
            waiting.Complete(Unavailable);
        await Task.WhenAny(running, Task.Delay(function.StopTimeout, CancellationToken.None));
        _abort.TrySetResult();
        await running;
    }

    static InvokeResult Unavailable { get; } = new(default) { IsUnavailable = true };

    async Task ServeAsync(Invocation invocation)
    {
        if (invocation.IsAbandoned())
        {
            invocation.Complete(Unavailable);
            return;
        }

        var run = new Run(invocation, function, log);
        try
        {
            var result = await ServeAsync(run);
            _session?.DrainOutput();
            var first = _session is { HasServed: true } && run.IsFirst ? _session.Initialization : null;
            log.End(new Report(run.Elapsed, function.MemorySize, _session?.PeakMemory, first), Status(result), result.ErrorType);
            invocation.Complete(result);
        }
        catch (Exception e)
        {
            // A defect of ours must not leave the caller waiting.
            invocation.Complete(InvokeResult.Failure(invocation.RequestId, "Sandbox.Failure", e.Message));
            log.WritePlatform(e.ToString(), "error");
        }

        if (_session is { Over.IsCompleted: true } || run.MustReplace)
            await RenewAsync(again: true);
    }

    async Task<InvokeResult> ServeAsync(Run run)
    {
        while (true)
        {
            if (_session is null)
            {
                run.Begin();
                if (await TryStartAsync(function.Timeout) is { } problem)
                    return run.Fail("Runtime.InvalidEntrypoint", problem);
                run.OwnsStart = true;
            }

            var session = _session!;
            if (await UntilReadyAsync(session, run) is { } failure)
                return failure;
            if (!session.Ready.IsCompleted || _session != session)
                continue;
            run.Begin();
            run.IsFirst = !session.HasServed && !run.OwnsStart;
            if (session.TryGive(run.Invocation, run.Deadline, out var report))
            {
                _previousDeadline = run.Deadline;
                return await UntilReportedAsync(session, report, run);
            }
        }
    }

    /// <summary>Waits until the runtime asks for an invocation. Null: it does, or it is gone and another one may be tried.</summary>
    async Task<InvokeResult?> UntilReadyAsync(RuntimeSession session, Run run)
    {
        // After an answer the runtime has what is left of that invocation's time until it has to be back.
        var patience = session.HasServed ? Remaining(_previousDeadline) : Timeout.InfiniteTimeSpan;
        using var end = new CancellationTokenSource();
        var first = await Task.WhenAny(session.Ready, session.Over, _abort.Task, Task.Delay(patience, end.Token));
        await end.CancelAsync();
        if (session.Ready.IsCompleted && first != _abort.Task)
            return null;
        if (first == _abort.Task)
            return run.Stopped();
        if (first == session.Over)
        {
            var reason = await session.Over;
            // Dead before this invocation had anything to do with it, or slow to start: another try within this invocation's time.
            var isNews = run.OwnsStart || (reason is not SessionEnd.InitTimeout && !session.HasServed);
            if (isNews)
                return run.Failed(reason);
        }

        await ForgetAsync(again: false);
        return null;
    }

    async Task<InvokeResult> UntilReportedAsync(RuntimeSession session, Task<RuntimeReport> report, Run run)
    {
        using var end = new CancellationTokenSource();
        var first = await Task.WhenAny(report, session.Over, _abort.Task, Task.Delay(Remaining(run.Deadline), end.Token));
        await end.CancelAsync();
        if (report.IsCompleted)
            return await report is var said && said.ErrorType is null
                ? new InvokeResult(said.Body) { ContentType = said.ContentType }
                : new InvokeResult(said.Body, said.ErrorType);
        if (first == session.Over)
            return run.Failed(await session.Over);
        run.MustReplace = true;
        return first == _abort.Task ? run.Stopped() : run.TimedOut();
    }

    /// <summary>Starts a runtime; what keeps it from starting is logged and returned.</summary>
    async Task<string?> TryStartAsync(TimeSpan initLimit)
    {
        try
        {
            _session = await RuntimeSession.StartAsync(function, log, initLimit);
            return null;
        }
        catch (StartException e)
        {
            log.WritePlatform(e.Message, "error");
            return e.Message;
        }
    }

    /// <summary>Gives up a runtime whose failure no invocation has been told.</summary>
    async Task ForgetAsync(bool again)
    {
        if (_session is { Initialization: null } session)
        {
            var reason = session.Over.IsCompleted ? await session.Over : new SessionEnd.InitTimeout();
            log.WritePlatform($"INIT_REPORT Init Duration: {session.Age.TotalMilliseconds:0.00} ms\tPhase: init\t{reason.Status}", "error");
        }

        await RenewAsync(again);
    }

    /// <summary>Ends the runtime and everything that it started.</summary>
    /// <param name="again">Start another at once, if this one has served; one that has not would fail again.</param>
    async Task RenewAsync(bool again)
    {
        again &= _session is { HasServed: true } && !_abort.Task.IsCompleted && !_queue.Reader.Completion.IsCompleted;
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }

        log.Reset();
        if (again)
            await TryStartAsync(function.InitTimeout);
    }

    static TimeSpan Remaining(DateTimeOffset deadline) =>
        deadline - DateTimeOffset.UtcNow is { Ticks: > 0 } rest ? rest : TimeSpan.Zero;

    static string? Status(InvokeResult result) => result.ErrorType switch
    {
        null => null,
        Run.TimeoutError => "timeout",
        _ => "error",
    };
}
