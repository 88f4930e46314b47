using Esb.Gateway.Functions;

namespace Esb.Gateway.Metrics;

/// <summary>How an invocation ended.</summary>
enum InvocationOutcome
{
    /// <summary>The function answered.</summary>
    Success,

    /// <summary>The function failed.</summary>
    FunctionError,

    /// <summary>It was beyond a limit.</summary>
    Throttled,

    /// <summary>The function was not invoked.</summary>
    Failed,

    /// <summary>The caller went away.</summary>
    Cancelled,
}

/// <summary>One function's numbers since the start.</summary>
sealed class FunctionMetrics
{
    static readonly int Outcomes = Enum.GetValues<InvocationOutcome>().Length;

    readonly long[] _ended = new long[Enum.GetValues<InvocationSource>().Length * Outcomes];
    long _coldStarts;

    /// <summary>Time from an invocation's begin to its end, containers and limits included; throttled ones are left out.</summary>
    public Histogram Durations { get; } = new();

    public long ColdStarts => Interlocked.Read(ref _coldStarts);

    public long Count(InvocationSource source, InvocationOutcome outcome) => Interlocked.Read(ref _ended[(int)source * Outcomes + (int)outcome]);

    public void ColdStart() => Interlocked.Increment(ref _coldStarts);

    public void Ended(InvocationSource source, InvocationOutcome outcome, TimeSpan duration)
    {
        Interlocked.Increment(ref _ended[(int)source * Outcomes + (int)outcome]);
        if (outcome != InvocationOutcome.Throttled)
            Durations.Observe(duration);
    }
}
