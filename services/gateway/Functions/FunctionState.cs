using Esb.Gateway.Metrics;

namespace Esb.Gateway.Functions;

/// <summary>What the gateway remembers of a function from one invocation to the next; it outlives reloads of the configuration.</summary>
sealed class FunctionState(string name, CircuitBreaker breaker)
{
    int _inFlight;

    public string Name => name;

    public CircuitBreaker Breaker => breaker;

    public FunctionMetrics Metrics { get; } = new();

    /// <summary>Invocations that run now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Counts one more, unless there are <paramref name="limit"/> already.</summary>
    public bool TryEnter(int? limit)
    {
        if (Interlocked.Increment(ref _inFlight) <= (limit ?? int.MaxValue))
            return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
