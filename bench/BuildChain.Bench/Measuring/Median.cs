namespace BuildChain.Bench.Measuring;

/// <summary>The middle of a few measurements: one that a busy machine spoiled does not move it.</summary>
static class Median
{
    /// <exception cref="ArgumentException">No values.</exception>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            throw new ArgumentException("There is no median of nothing.", nameof(values));

        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
