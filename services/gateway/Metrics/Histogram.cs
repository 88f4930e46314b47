namespace Esb.Gateway.Metrics;

/// <summary>Durations, counted by upper bounds in seconds.</summary>
sealed class Histogram
{
    /// <summary>From a warm call of a millisecond to Lambda's longest, 15 minutes.</summary>
    public static double[] Bounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

    readonly long[] _counts = new long[Bounds.Length + 1];
    long _ticks;

    public void Observe(TimeSpan duration)
    {
        var index = Array.BinarySearch(Bounds, duration.TotalSeconds);
        Interlocked.Increment(ref _counts[index < 0 ? ~index : index]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    /// <summary>How many were at most as long as each bound, then how many there were at all; and their sum.</summary>
    public (long[] Cumulative, TimeSpan Sum) Read()
    {
        var cumulative = new long[_counts.Length];
        var sum = 0L;
        for (var i = 0; i < _counts.Length; i++)
            cumulative[i] = sum += Interlocked.Read(ref _counts[i]);
        return (cumulative, new TimeSpan(Interlocked.Read(ref _ticks)));
    }
}
