using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(e) What the cache is worth: this repository's images after <c>docker buildx prune -af</c>.</summary>
/// <remarks>It empties a build cache, hence only that of an engine of the benchmark's own. All that is built is this repository's.</remarks>
static class Rebuild
{
    const int Rounds = 3;

    public static BenchCase Case { get; } = new("e", "rebuild with an empty build cache", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        if (context.NotOwnEngine is { } reason)
            return [Figure.NotMeasured("e", Case.Title, $"skipped, for it empties the build cache: {reason}")];

        var directory = context.MakeDirectory("rebuild");
        var (shared, plain, tag) = (new SharedBake(Path.Combine(directory, "shared")), Path.Combine(directory, "plain"), "bench");
        await RepositoryBake.PrepareAsync(context, cancellationToken);
        var job = RepositoryBake.Job(context, context.Docker, tag);
        context.Say("building everything once for either cache");
        await Shared();
        await Plain();
        // Content that the engine still has for an image needs neither copying nor unpacking: with the images gone there is more to do.
        var samples = await SideBySide.MeasureAsync(
            Rounds, context.Say, cancellationToken,
            new("shared", (_, _) => AfterPrune(Shared)), new("plain", (_, _) => AfterPrune(Plain)), new("without", (_, _) => AfterPrune(Without)),
            new("shared, no images", (_, _) => AfterPrune(Shared, images: false)), new("plain, no images", (_, _) => AfterPrune(Plain, images: false)));
        return
        [
            Compared(samples, "shared", "plain", "rebuild after prune ÷ plain caches") with { Goal = Goal.AtMost(1.1) },
            Compared(samples, "shared", "without", "rebuild after prune ÷ without cache") with { Goal = Goal.AtMost(0.25) },
            Compared(samples, "shared, no images", "plain, no images", "the same without images ÷ plain caches") with { Goal = Goal.AtMost(1.1) },
            Compared(samples, "shared, no images", "without", "the same without images ÷ without cache"),
        ];

        Task<BakeOutcome> Shared() => shared.RunAsync(job, cancellationToken, RepositoryBake.AllTargets);

        Task<BakeOutcome> Plain() => PlainBake.RunAsync(job, plain, cancellationToken, RepositoryBake.AllTargets);

        Task<BakeOutcome> Without() => PlainBake.RunAsync(job, caches: null, cancellationToken);

        async Task<double> AfterPrune(Func<Task<BakeOutcome>> bake, bool images = true)
        {
            if (!images)
                await BenchImages.RemoveAsync(context.Engine, [tag]);
            await ProcessRunner.RunAsync(context.Engine.Docker("buildx", "prune", "--all", "--force"), cancellationToken);
            return (await bake()).EnsureGood().Seconds;
        }
    }

    static Figure Compared(Samples samples, string side, string to, string what) => new("e", what, samples.Ratio(side, to)) { Samples = samples.Of(side, to) };
}
