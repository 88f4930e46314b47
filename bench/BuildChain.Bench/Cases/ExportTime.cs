using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;

namespace BuildChain.Bench.Cases;

/// <summary>(d) How long a build is busy with writing its cache: with nothing new, and with one new layer.</summary>
/// <remarks>Both sides count buildx's export step; the shared cache also everything that it does itself, before and after the bake.</remarks>
static class ExportTime
{
    const int Rounds = 11;
    const string Target = "one";

    public static BenchCase Case { get; } = new("d", "export time", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var repository = BenchRepository.Create(context.MakeDirectory("export"), context.RootImage);
        var shared = new SharedBake(Path.Combine(repository.Root, "shared"));
        var plain = Path.Combine(repository.Root, "plain");
        var last = new Dictionary<string, string> { ["shared"] = "0", ["plain"] = "0" };

        async Task<double> BakeAsync(string side, bool change, CancellationToken token)
        {
            last[side] = change ? $"{Guid.NewGuid():N}" : last[side];
            var job = repository.Job(context.Docker, new Content("export", last[side]), Target) with { Progress = "rawjson" };
            var outcome = side == "shared" ? await shared.RunAsync(job, token) : await PlainBake.RunAsync(job, plain, token);
            return ExportSteps.Seconds(outcome.EnsureGood().Output) + outcome.CacheSeconds;
        }

        Side Side(string side, bool change)
            => new($"{side}, {(change ? "new layer" : "unchanged")}", (_, token) => BakeAsync(side, change, token));

        // The first of each also compiles this program's code.
        foreach (var side in new[] { "shared", "shared", "plain" })
            await BakeAsync(side, change: true, cancellationToken);
        var samples = await SideBySide.MeasureAsync(
            Rounds, context.Say, cancellationToken,
            Side("shared", change: false), Side("plain", change: false), Side("shared", change: true), Side("plain", change: true));
        return [Compared(samples, "unchanged") with { Goal = Goal.AtMost(0.3) }, Compared(samples, "new layer")];
    }

    static Figure Compared(Samples samples, string what)
    {
        var (shared, plain) = ($"shared, {what}", $"plain, {what}");
        return new Figure("d", $"export time ÷ plain, {what}", samples.Ratio(shared, plain)) { Samples = samples.Of(shared, plain) };
    }
}
