using Esb.Gateway.Functions;

namespace Esb.Gateway.Events;

/// <summary>
/// When an event is tried again. As Lambda: after the function's own error twice, later each time; after anything else until the event
/// is too old, since the function has not seen it.
/// </summary>
/// <param name="FirstRetry">The pause before the first retry after an error; the second is twice as long.</param>
/// <remarks>docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html</remarks>
sealed record RetryPolicy(TimeSpan FirstRetry, TimeSpan MaximumAge)
{
    /// <summary>Lambda's own limit.</summary>
    public const int Retries = 2;

    static readonly TimeSpan ThrottlePause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestThrottlePause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestFailurePause = TimeSpan.FromMinutes(1);

    /// <summary>The pause after the function's own error; null when that was the last attempt.</summary>
    /// <param name="errors">How many there were.</param>
    public TimeSpan? AfterError(int errors) => errors <= Retries ? FirstRetry * errors : null;

    /// <summary>The pause after an attempt that did not reach the function; null when it never will.</summary>
    /// <param name="failures">How many there were in a row.</param>
    /// <param name="age">The event's.</param>
    public TimeSpan? AfterFailure(InvocationFailure failure, int failures, TimeSpan age)
    {
        if (failure.Kind == FailureKind.FunctionNotFound || age >= MaximumAge)
            return null;
        var (first, longest) = failure.IsThrottle ? (ThrottlePause, LongestThrottlePause) : (FailurePause, LongestFailurePause);
        var pause = first * Math.Pow(2, Math.Min(failures - 1, 16));
        // Events that met the same limit shall not meet again.
        return (pause < longest ? pause : longest) * (0.75 + Random.Shared.NextDouble() / 2);
    }
}
