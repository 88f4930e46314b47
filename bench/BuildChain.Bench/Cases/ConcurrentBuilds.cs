using System.Diagnostics;
using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(b) What four builds of one commit with tags of their own take, as parallel end-to-end runs start them.</summary>
/// <remarks>
/// Every measurement begins with nothing built. This repository's images are what the goal is for; the small images show what four starts
/// of everything cost where there is little to build.
/// </remarks>
static class ConcurrentBuilds
{
    const int Builds = 4;
    const int Work = 300;

    public static BenchCase Case { get; } = new("b", "concurrent builds with distinct tags", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
        => [.. await RepositoryAsync(context, cancellationToken), .. await SmallAsync(context, cancellationToken)];

    static async Task<IReadOnlyList<Figure>> RepositoryAsync(BenchContext context, CancellationToken cancellationToken)
    {
        if (context.NotOwnEngine is { } reason)
            return [Figure.NotMeasured("b", $"{Case.Title}, this repository", $"skipped, for it empties the build cache: {reason}")];

        await RepositoryBake.PrepareAsync(context, cancellationToken);
        var race = new Race(context, context.MakeDirectory("repository-builds"), EmptyAsync, cancellationToken)
        {
            Job = (tag, _) => RepositoryBake.Job(context, context.Docker, tag),
            Cached = RepositoryBake.AllTargets,
        };
        return await race.MeasureAsync(rounds: 3, "this repository's images", Goal.AtMost(1.3));

        Task EmptyAsync() => ProcessRunner.RunAsync(context.Engine.Docker("buildx", "prune", "--all", "--force"), cancellationToken);
    }

    static Task<IReadOnlyList<Figure>> SmallAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var repository = BenchRepository.Create(context.MakeDirectory("builds"), context.RootImage);
        var race = new Race(context, repository.Root, () => Task.CompletedTask, cancellationToken)
        {
            Job = (tag, seed) => repository.Job(context.Docker, new Content(seed, "") { Work = Work, Tag = tag }),
            Cached = BenchRepository.Targets,
        };
        return race.MeasureAsync(rounds: 3, "three small images", goal: null);
    }

    /// <summary>The four ways of one repository.</summary>
    /// <param name="empty">Makes the engine forget what it built, where the content of a build does not do.</param>
    sealed class Race(BenchContext context, string directory, Func<Task> empty, CancellationToken cancellationToken)
    {
        readonly List<string> tags = [.. Enumerable.Range(1, Builds).Select(number => $"bench-{Environment.ProcessId}-{number}")];

        /// <summary>The bake for a tag, and for a text that makes its content new.</summary>
        public required Func<string, string, BakeJob> Job { get; init; }

        public required IReadOnlyList<string> Cached { get; init; }

        public async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, string what, Goal? goal)
        {
            try
            {
                await SharedAsync(1);
                var samples = await SideBySide.MeasureAsync(
                    rounds, context.Say, cancellationToken,
                    new("4 shared", (_, _) => SharedAsync(Builds)),
                    new("1 shared", (_, _) => SharedAsync(1)),
                    new("4 locked", (_, _) => LockedAsync(Builds)),
                    new("1 plain", (_, _) => LockedAsync(1)));
                return
                [
                    Compared(samples, "4 shared", "1 shared", $"4 concurrent builds ÷ one, {what}") with { Goal = goal },
                    Compared(samples, "4 locked", "1 plain", $"4 builds with one lock around each plain bake ÷ one, {what}"),
                    Compared(samples, "4 shared", "4 locked", $"4 concurrent builds ÷ 4 with one lock around each plain bake, {what}"),
                ];
            }
            finally
            {
                await BenchImages.RemoveAsync(context.Engine, tags);
            }
        }

        Task<double> SharedAsync(int builds)
            => TimeAsync(builds, (job, caches) => BakeChild.StartAsync(context, job, caches, cancellationToken, Cached));

        async Task<double> LockedAsync(int builds)
        {
            using var turn = new SemaphoreSlim(1);
            return await TimeAsync(builds, async (job, caches) =>
            {
                await turn.WaitAsync(cancellationToken);
                try
                {
                    return await PlainBake.RunAsync(job, caches, cancellationToken, Cached);
                }
                finally
                {
                    turn.Release();
                }
            });
        }

        async Task<double> TimeAsync(int builds, Func<BakeJob, string, Task<BakeOutcome>> bake)
        {
            await BenchImages.RemoveAsync(context.Engine, tags);
            await empty();
            var seed = $"{Guid.NewGuid():N}";
            var caches = Path.Combine(directory, $"caches-{seed}");
            var watch = Stopwatch.StartNew();
            var outcomes = await Task.WhenAll(tags.Take(builds).Select(tag => bake(Job(tag, seed), caches)));
            var seconds = watch.Elapsed.TotalSeconds;
            Array.ForEach(outcomes, outcome => outcome.EnsureGood());
            Directory.Delete(caches, recursive: true);
            return seconds;
        }
    }

    static Figure Compared(Samples samples, string side, string to, string what) => new("b", what, samples.Ratio(side, to)) { Samples = samples.Of(side, to) };
}
