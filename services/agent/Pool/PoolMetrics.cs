namespace Esb.Agent.Pool;

/// <summary>What happened since the agent started.</summary>
sealed class PoolMetrics
{
    /// <summary>Upper bounds of the start times that are counted, seconds.</summary>
    public static IReadOnlyList<double> StartBounds { get; } = [0.25, 0.5, 1, 2, 5, 10, 30];

    readonly long[] _refused = new long[Enum.GetValues<AcquireFailure>().Length];
    readonly long[] _starts = new long[StartBounds.Count + 1];
    long _warm, _cold, _startFailures, _startTicks, _died, _leasesExpired, _orphans;

    public long Warm => Volatile.Read(ref _warm);

    public long Cold => Volatile.Read(ref _cold);

    public long StartFailures => Volatile.Read(ref _startFailures);

    public long Deaths => Volatile.Read(ref _died);

    public long ExpiredLeases => Volatile.Read(ref _leasesExpired);

    public long Orphans => Volatile.Read(ref _orphans);

    /// <summary>The sum of all start times.</summary>
    public TimeSpan StartTime => new(Volatile.Read(ref _startTicks));

    /// <summary>How many starts took at most each of <see cref="StartBounds"/>, and longer than all; each start is in one place.</summary>
    public IReadOnlyList<long> Starts => [.. Enumerable.Range(0, _starts.Length).Select(place => Volatile.Read(ref _starts[place]))];

    /// <summary>Requests that got no container, by the reason.</summary>
    public long RefusedFor(AcquireFailure failure) => Volatile.Read(ref _refused[(int)failure]);

    public void Acquired(bool cold) => Interlocked.Increment(ref cold ? ref _cold : ref _warm);

    public void Refused(AcquireFailure failure) => Interlocked.Increment(ref _refused[(int)failure]);

    public void Started(TimeSpan time)
    {
        var place = 0;
        while (place < StartBounds.Count && time.TotalSeconds > StartBounds[place])
            place++;
        Interlocked.Increment(ref _starts[place]);
        Interlocked.Add(ref _startTicks, time.Ticks);
    }

    public void StartFailed() => Interlocked.Increment(ref _startFailures);

    public void Died() => Interlocked.Increment(ref _died);

    public void LeaseExpired() => Interlocked.Increment(ref _leasesExpired);

    public void Orphan() => Interlocked.Increment(ref _orphans);
}
