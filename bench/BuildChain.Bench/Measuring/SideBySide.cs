namespace BuildChain.Bench.Measuring;

/// <summary>One of the things compared.</summary>
/// <param name="Run">Given the number of the round, from 0; gives what is compared, usually seconds.</param>
sealed record Side(string Name, Func<int, CancellationToken, Task<double>> Run);

/// <summary>Measures all sides once in every round, and lets another one begin each time: none profits from what the others warmed up.</summary>
static class SideBySide
{
    public static async Task<Samples> MeasureAsync(
        int rounds, Action<string> say, CancellationToken cancellationToken, params IReadOnlyList<Side> sides)
    {
        var values = sides.ToDictionary(side => side.Name, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in Order(sides, round))
            {
                cancellationToken.ThrowIfCancellationRequested();
                values[side.Name][round] = await side.Run(round, cancellationToken);
            }

            var current = round;
            say($"round {round + 1} of {rounds}: {string.Join(", ", sides.Select(side => FormattableString.Invariant($"{side.Name} {values[side.Name][current]:0.000}")))}");
        }

        return new Samples(values.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<double>)pair.Value));
    }

    /// <summary>The sides in the order of a round.</summary>
    public static IEnumerable<Side> Order(IReadOnlyList<Side> sides, int round)
        => sides.Select((_, i) => sides[(i + round) % sides.Count]);
}
