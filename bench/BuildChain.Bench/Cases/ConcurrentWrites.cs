using BuildChain.Bench.Bakes;
using BuildChain.Bench.Reporting;
using BuildChain.Cache;

namespace BuildChain.Bench.Cases;

/// <summary>(a) What goes wrong when processes bake the same targets into the same caches at once, each with another content.</summary>
/// <remarks>
/// Of the shared cache everything counts as a failure that it complains of, also where the build succeeded without it. Digests are
/// compared after every round.
/// </remarks>
static class ConcurrentWrites
{
    const int Processes = 8;
    const int Rounds = 25;
    static readonly string[] Targets = ["one", "two"];

    public static BenchCase Case { get; } = new("a", "concurrent builds of the same targets", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var repository = BenchRepository.Create(context.MakeDirectory("writes"), context.RootImage);
        var store = Path.Combine(repository.Root, "shared");
        var caches = new SharedBake(store).Store;
        var plain = Path.Combine(repository.Root, "plain");
        var (shared, bare) = (new Tally(), new Tally());
        for (var round = 1; round <= Rounds; round++)
        {
            shared += await RoundAsync(
                content => BakeChild.StartAsync(context, repository.Job(context.Docker, content, Targets), store, cancellationToken),
                target => caches.LinkPath(BenchRepository.Cache(target)));
            bare += await RoundAsync(
                content => PlainBake.RunAsync(repository.Job(context.Docker, content, Targets), plain, cancellationToken),
                target => Path.Combine(plain, target));
            context.Say($"round {round} of {Rounds}: shared {shared}; plain {bare}");
        }

        return [.. Figures("shared cache", shared, Goal.AtMost(0)), .. Figures("plain caches", bare, goal: null)];
    }

    static async Task<Tally> RoundAsync(Func<Content, Task<BakeOutcome>> bake, Func<string, string> cache)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => bake(new Content("writes", $"{Guid.NewGuid():N}"))));
        var invalid = Targets.Select(target => OciLayout.Check(cache(target), digests: true)).Where(layout => !layout.IsValid).ToList();
        return new Tally(Processes, outcomes.Count(outcome => outcome.Complaint is not null), Targets.Length, invalid.Count)
        {
            Example = outcomes.Select(outcome => outcome.Complaint).Concat(invalid.Select(layout => layout.Problems[0])).FirstOrDefault(text => text is not null),
        };
    }

    static IEnumerable<Figure> Figures(string what, Tally tally, Goal? goal) =>
    [
        new("a", $"{what}: failed builds ÷ builds", (double)tally.Failed / tally.Builds)
        {
            Goal = goal,
            Note = $"{tally.Failed} of {tally.Builds}" + (tally.Example is { } example ? $", such as: {Short(example)}" : ""),
        },
        new("a", $"{what}: invalid caches ÷ caches looked at", (double)tally.Invalid / tally.Caches) { Goal = goal, Note = $"{tally.Invalid} of {tally.Caches}" },
    ];

    static string Short(string text)
    {
        const int longest = 100;
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= longest ? line : $"…{line[^longest..]}";
    }

    sealed record Tally(int Builds = 0, int Failed = 0, int Caches = 0, int Invalid = 0)
    {
        /// <summary>The first thing that went wrong.</summary>
        public string? Example { get; init; }

        public static Tally operator +(Tally a, Tally b)
            => new(a.Builds + b.Builds, a.Failed + b.Failed, a.Caches + b.Caches, a.Invalid + b.Invalid) { Example = a.Example ?? b.Example };

        public override string ToString() => $"{Failed} of {Builds} builds failed, {Invalid} of {Caches} caches invalid";
    }
}
