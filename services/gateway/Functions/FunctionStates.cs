using System.Collections.Concurrent;

namespace Esb.Gateway.Functions;

/// <summary>The states of all functions, and how many invocations run in all.</summary>
sealed class FunctionStates(GatewaySettings settings, TimeProvider clock)
{
    readonly ConcurrentDictionary<string, FunctionState> _states = new(StringComparer.Ordinal);
    int _inFlight;

    /// <summary>Every function that was ever configured.</summary>
    public IEnumerable<FunctionState> All => _states.Values.OrderBy(state => state.Name, StringComparer.Ordinal);

    /// <summary>The state of a configured function.</summary>
    public FunctionState Of(string function) => _states.GetOrAdd(
        function, static (name, x) => new FunctionState(name, new CircuitBreaker(x.settings.BreakerFailures, x.settings.BreakerPause, x.clock)), (settings, clock));

    /// <summary>Counts one more, unless there are as many as may run.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= settings.MaxConcurrency)
            return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
