namespace BuildChain.Bench.Measuring;

/// <summary>What each side of a comparison took, round by round.</summary>
/// <param name="Sides">By the side's name; all lists are as long as there were rounds.</param>
sealed record Samples(IReadOnlyDictionary<string, IReadOnlyList<double>> Sides)
{
    /// <summary>
    /// The median of the rounds' ratios, not the ratio of the medians: what slows a machine down for a while slows both sides of
    /// a round.
    /// </summary>
    public double Ratio(string side, string to) => Median.Of(Sides[side].Zip(Sides[to], (a, b) => a / b));

    /// <summary>Only these sides, for the figure that they belong to.</summary>
    public Samples Of(params IReadOnlyList<string> names) => new(names.ToDictionary(name => name, name => Sides[name]));
}
