using BuildChain.Bench.Cases;

namespace BuildChain.Bench;

/// <summary>All cases, in the order in which they run and are shown.</summary>
static class BenchCases
{
    public static IReadOnlyList<BenchCase> All { get; } =
    [
        ConcurrentWrites.Case, ConcurrentBuilds.Case, CacheSize.Case, ExportTime.Case, Rebuild.Case, UnchangedBuild.Case, Help.Case, Invoke.Case, StackInvoke.Case,
        ManyFunctions.Case, EndToEndBuilds.Case,
    ];

    /// <exception cref="BuildChainException">A letter that is none.</exception>
    public static IReadOnlyList<BenchCase> Choose(IReadOnlyList<string> letters)
    {
        foreach (var letter in letters.Where(letter => All.All(known => known.Letter != letter)))
            throw new BuildChainException($"There is no case '{letter}'. There are: {string.Join(", ", All.Select(known => $"{known.Letter} ({known.Title})"))}");

        return letters.Count == 0 ? All : [.. All.Where(known => letters.Contains(known.Letter))];
    }
}
