namespace Esb.Tests.Gateway;

/// <summary>The system's clock, set to another time; timers run as ever.</summary>
sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    readonly long _since = System.GetTimestamp();
    long _skipped;

    /// <summary>Jumps.</summary>
    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, time.Ticks);

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    TimeSpan Elapsed => System.GetElapsedTime(_since) + new TimeSpan(Interlocked.Read(ref _skipped));
}
