namespace Esb.Gateway.Metrics;

/// <summary>Requests of every kind, by their answer.</summary>
sealed class HttpMetrics
{
    readonly long[] _answers = new long[1000];
    int _inFlight;

    /// <summary>Requests that are being answered.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Statuses that were answered, and how often.</summary>
    public IEnumerable<(int Status, long Count)> Answers =>
        Enumerable.Range(0, _answers.Length).Select(status => (status, Interlocked.Read(ref _answers[status]))).Where(answer => answer.Item2 > 0);

    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>One was answered; 499 stands for a client that went away.</summary>
    public void End(int status)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _answers[Math.Clamp(status, 0, _answers.Length - 1)]);
    }
}
