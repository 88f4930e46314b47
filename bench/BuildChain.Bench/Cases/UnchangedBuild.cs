using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;

namespace BuildChain.Bench.Cases;

/// <summary>(f) What the chain costs where there is nothing to do.</summary>
static class UnchangedBuild
{
    const int Rounds = 7;

    public static BenchCase Case { get; } = new("f", "a build with nothing changed", RunAsync) { UsesOwnEngine = false };

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        // The engine that ./build.sh uses, whatever engine the other cases have.
        var engine = context.BuildEngine;
        var docker = BenchContext.Cli(engine);
        string[] tags = [$"bench-{Environment.ProcessId}-build", $"bench-{Environment.ProcessId}-bare"];
        try
        {
            context.Say("building everything once");
            await BakeControl();
            await Bare();
            await BakeControl();
            var samples = await SideBySide.MeasureAsync(
                Rounds, context.Say, cancellationToken,
                new("./build.sh BakeControl", (_, _) => BakeControl()),
                new("docker buildx bake", (_, _) => Bare()));
            return
            [
                new("f", "./build.sh BakeControl ÷ bare docker buildx bake, nothing changed", samples.Ratio("./build.sh BakeControl", "docker buildx bake"))
                {
                    Goal = Goal.AtMost(1.5),
                    Samples = samples,
                },
            ];
        }
        finally
        {
            await BenchImages.RemoveAsync(engine, tags);
        }

        async Task<double> BakeControl() => (await RepositoryBake.BakeControlAsync(context, tags[0], cancellationToken)).Duration.TotalSeconds;

        async Task<double> Bare()
            => (await PlainBake.RunAsync(RepositoryBake.Job(context, docker, tags[1]), caches: null, cancellationToken)).EnsureGood().Seconds;
    }
}
