using System.Diagnostics;
using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;

namespace BuildChain.Bench.Cases;

/// <summary>(b) What four builds of one commit with tags of their own take, as parallel end-to-end runs start them.</summary>
/// <remarks>Every measurement begins with content that nobody has built yet, so that there is something to build.</remarks>
static class ConcurrentBuilds
{
    const int Rounds = 5;
    const int Builds = 4;
    const int Work = 300;

    public static BenchCase Case { get; } = new("b", "concurrent builds with distinct tags", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var repository = BenchRepository.Create(context.MakeDirectory("builds"), context.RootImage);
        var store = Path.Combine(repository.Root, "shared");
        var plain = Path.Combine(repository.Root, "plain");
        var tags = Enumerable.Range(1, Builds).Select(number => $"bench-{Environment.ProcessId}-{number}").ToList();
        using var turn = new SemaphoreSlim(1);
        try
        {
            await SharedAsync(1);
            await LockedAsync(1);
            var samples = await SideBySide.MeasureAsync(
                Rounds, context.Say, cancellationToken,
                new("4 shared", (_, _) => SharedAsync(Builds)),
                new("1 shared", (_, _) => SharedAsync(1)),
                new("4 locked", (_, _) => LockedAsync(Builds)),
                new("1 plain", (_, _) => LockedAsync(1)));
            return
            [
                Compared(samples, "4 shared", "1 shared", "4 concurrent builds ÷ one") with { Goal = Goal.AtMost(1.3) },
                Compared(samples, "4 locked", "1 plain", "4 builds with one lock around each plain bake ÷ one"),
                Compared(samples, "4 shared", "4 locked", "4 concurrent builds ÷ 4 with one lock around each plain bake"),
            ];
        }
        finally
        {
            await BenchImages.RemoveAsync(context.Engine, tags);
        }

        Task<double> SharedAsync(int builds)
            => TimeAsync(builds, content => BakeChild.StartAsync(context, repository, store, content, cancellationToken));

        Task<double> LockedAsync(int builds) => TimeAsync(builds, async content =>
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                return await PlainBake.RunAsync(repository.Job(context.Docker, content), plain, cancellationToken);
            }
            finally
            {
                turn.Release();
            }
        });

        async Task<double> TimeAsync(int builds, Func<Content, Task<BakeOutcome>> bake)
        {
            var (seed, watch) = ($"{Guid.NewGuid():N}", Stopwatch.StartNew());
            var outcomes = await Task.WhenAll(tags.Take(builds).Select(tag => bake(new Content(seed, "") { Work = Work, Tag = tag })));
            var seconds = watch.Elapsed.TotalSeconds;
            Array.ForEach(outcomes, outcome => outcome.EnsureGood());
            return seconds;
        }
    }

    static Figure Compared(Samples samples, string side, string to, string what) => new("b", what, samples.Ratio(side, to)) { Samples = samples.Of(side, to) };
}
