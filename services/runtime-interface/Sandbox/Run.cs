using System.Diagnostics;
using System.Globalization;
using Esb.RuntimeInterface.Invoke;
using Esb.RuntimeInterface.Logs;

namespace Esb.RuntimeInterface.Sandbox;

/// <summary>An invocation whose turn it is: its clock, and its failures in Lambda's words.</summary>
sealed class Run(Invocation invocation, FunctionSettings function, FunctionLog log)
{
    public const string TimeoutError = "Sandbox.Timedout";

    long? _began;

    public Invocation Invocation => invocation;

    /// <summary>Whether the runtime was started for it, within its time.</summary>
    public bool OwnsStart { get; set; }

    /// <summary>Whether it is the first of a runtime that was started before it.</summary>
    public bool IsFirst { get; set; }

    /// <summary>Whether the runtime is still at it, and no more to be trusted.</summary>
    public bool MustReplace { get; set; }

    /// <summary>When its time is over; known once it has begun.</summary>
    public DateTimeOffset Deadline { get; private set; }

    public TimeSpan Elapsed => _began is { } began ? Stopwatch.GetElapsedTime(began) : TimeSpan.Zero;

    /// <summary>Starts its clock, once; later calls change nothing.</summary>
    public void Begin()
    {
        if (_began is not null)
            return;
        _began = Stopwatch.GetTimestamp();
        Deadline = DateTimeOffset.UtcNow + function.Timeout;
        log.Start(invocation.RequestId, invocation.Tail);
    }

    /// <summary>The runtime is of no more use.</summary>
    public InvokeResult Failed(SessionEnd reason) => reason switch
    {
        SessionEnd.InitError { Report: var report } => Logged(new InvokeResult(report.Body, report.ErrorType ?? "Runtime.Unknown")),
        SessionEnd.InitTimeout => TimedOut(),
        SessionEnd.Exit { End.ExitCode: 0 } => Fail(SessionEnd.ExitError, "Runtime exited without providing a reason"),
        SessionEnd.Exit exit => Fail(SessionEnd.ExitError, $"Runtime exited with error: {exit.End}"),
        _ => throw new UnreachableException(),
    };

    public InvokeResult TimedOut()
    {
        var seconds = function.Timeout.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        Begin();
        log.WritePlatform(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {invocation.RequestId} Task timed out after {seconds} seconds"));
        return InvokeResult.Failure(invocation.RequestId, TimeoutError, $"Task timed out after {seconds} seconds");
    }

    public InvokeResult Stopped() => Fail("Sandbox.Failure", "The container was stopped before the function had finished");

    /// <summary>A failure that the runtime did not report.</summary>
    public InvokeResult Fail(string errorType, string error)
    {
        Begin();
        log.WritePlatform($"RequestId: {invocation.RequestId} Error: {error} {errorType}", "error");
        return InvokeResult.Failure(invocation.RequestId, errorType, error);
    }

    InvokeResult Logged(InvokeResult result)
    {
        Begin();
        return result;
    }
}
