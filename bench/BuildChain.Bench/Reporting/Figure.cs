using System.Globalization;
using BuildChain.Bench.Measuring;

namespace BuildChain.Bench.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Case">The letter of the case it belongs to.</param>
/// <param name="Compared">What is divided by what.</param>
/// <param name="Ratio">Null when it could not be measured; the note says why.</param>
sealed record Figure(string Case, string Compared, double? Ratio)
{
    /// <summary>What is to be reached; null for a figure that only tells how something else does.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Counts behind the ratio, or why there is none.</summary>
    public string? Note { get; init; }

    /// <summary>What was measured, round by round, in seconds.</summary>
    public Samples? Samples { get; init; }

    /// <summary>The case broke off with an error, which the note has.</summary>
    public bool Failed { get; init; }

    /// <summary>Null without a ratio or without a goal.</summary>
    public bool? Reached => Ratio is { } ratio ? Goal?.IsReachedBy(ratio) : null;

    public static Figure NotMeasured(string name, string compared, string reason) => new(name, compared, null) { Note = reason };
}

/// <summary>A bound for a ratio.</summary>
sealed record Goal(double Bound, bool IsLowerBound = false)
{
    public static Goal AtMost(double bound) => new(bound);

    public static Goal AtLeast(double bound) => new(bound, IsLowerBound: true);

    /// <summary>Compared unrounded: 1.304 does not reach 1.3.</summary>
    public bool IsReachedBy(double ratio) => IsLowerBound ? ratio >= Bound : ratio <= Bound;

    public override string ToString() => (IsLowerBound ? "≥ " : "≤ ") + Bound.ToString("0.##", CultureInfo.InvariantCulture);
}
