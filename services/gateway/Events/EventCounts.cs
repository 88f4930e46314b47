namespace Esb.Gateway.Events;

/// <summary>What became of queued events since the start.</summary>
sealed class EventCounts
{
    long _delivered, _failed, _refused, _lost;

    /// <summary>By the metric's label.</summary>
    public IEnumerable<(string Result, long Count)> All =>
    [
        ("delivered", Interlocked.Read(ref _delivered)), ("failed", Interlocked.Read(ref _failed)),
        ("refused", Interlocked.Read(ref _refused)), ("lost", Interlocked.Read(ref _lost)),
    ];

    /// <summary>The function took it.</summary>
    public void Delivered() => Interlocked.Increment(ref _delivered);

    /// <summary>No retry was left.</summary>
    public void Failed() => Interlocked.Increment(ref _failed);

    /// <summary>There was no room.</summary>
    public void Refused() => Interlocked.Increment(ref _refused);

    /// <summary>The gateway stopped too early.</summary>
    public void Lost() => Interlocked.Increment(ref _lost);
}
