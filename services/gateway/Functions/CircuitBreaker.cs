namespace Esb.Gateway.Functions;

/// <summary>What the breaker does with the next invocation; the numbers are those of the metric.</summary>
enum BreakerState
{
    /// <summary>It passes.</summary>
    Closed = 0,

    /// <summary>One passes, as a trial; its outcome decides.</summary>
    HalfOpen = 1,

    /// <summary>It fails at once.</summary>
    Open = 2,
}

/// <summary>
/// Spares a function whose containers fail one after the other: after <paramref name="failures"/> in a row nothing is tried for
/// <paramref name="pause"/>, then one invocation at a time until one succeeds.
/// </summary>
sealed class CircuitBreaker(int failures, TimeSpan pause, TimeProvider clock)
{
    readonly Lock _lock = new();
    int _failed;
    long _openedAt;
    Trial? _trial;

    /// <summary>The state of this moment.</summary>
    public BreakerState State
    {
        get
        {
            lock (_lock)
                return _failed < failures ? BreakerState.Closed : Rest() > TimeSpan.Zero ? BreakerState.Open : BreakerState.HalfOpen;
        }
    }

    /// <summary>Whether to try; when not, how long to wait. Each permission is to be followed by one report.</summary>
    /// <param name="trial">What the report has to name; null while the breaker is closed.</param>
    public bool TryEnter(out Trial? trial, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            (trial, retryAfter) = (null, TimeSpan.Zero);
            if (_failed < failures)
                return true;
            retryAfter = Rest();
            if (retryAfter > TimeSpan.Zero || _trial is not null)
                return false;
            _trial = trial = new();
            return true;
        }
    }

    /// <summary>The containers work.</summary>
    /// <returns>Whether that closed the breaker.</returns>
    public bool Succeeded()
    {
        lock (_lock)
        {
            var wasOpen = _failed >= failures;
            (_failed, _trial) = (0, null);
            return wasOpen;
        }
    }

    /// <summary>A container failed.</summary>
    /// <returns>Whether that opened the breaker.</returns>
    public bool Failed(Trial? trial)
    {
        lock (_lock)
        {
            var wasTrial = End(trial);
            var wasClosed = _failed < failures;
            if (wasClosed)
                _failed++;
            // Those that were let in before it opened do not make the pause longer.
            if (_failed < failures || (!wasClosed && !wasTrial))
                return false;
            _openedAt = clock.GetTimestamp();
            return wasClosed;
        }
    }

    /// <summary>Nothing was learnt about the containers.</summary>
    public void Undecided(Trial? trial)
    {
        lock (_lock)
            End(trial);
    }

    /// <summary>True when it is the trial that runs: others, from before the breaker opened or closed, end none.</summary>
    bool End(Trial? trial)
    {
        if (trial is null || trial != _trial)
            return false;
        _trial = null;
        return true;
    }

    TimeSpan Rest() => pause - clock.GetElapsedTime(_openedAt);

    /// <summary>The permission to try while the breaker is half open.</summary>
    public sealed class Trial;
}
