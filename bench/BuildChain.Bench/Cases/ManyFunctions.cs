using System.Diagnostics;
using System.Globalization;
using BuildChain.Bake;
using BuildChain.Bench.Bakes;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Functions;
using BuildChain.Functions.Generation;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(j) Whether many functions cost more each than a few, and whether one of many can be changed for itself.</summary>
static class ManyFunctions
{
    const int Rounds = 5;
    const string Tag = "bench-fn";
    static readonly int[] Counts = [10, 100, 300];

    public static BenchCase Case { get; } = new("j", "many functions", RunAsync) { UsesOwnEngine = false };

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var sets = Counts.Select(count => FunctionSet.Create(context.Work, count)).ToList();
        var figures = new List<Figure> { await GenerationAsync(context, sets[^1], cancellationToken) };
        try
        {
            // What all of them stand on is not a function's cost.
            await ScriptAsync(context, cancellationToken, "BakeBase");
            var seconds = new List<double>();
            foreach (var set in sets)
            {
                seconds.Add(await BakeAsync(context, set, cancellationToken));
                context.Say(string.Create(CultureInfo.InvariantCulture, $"{set.Count} functions in {seconds[^1]:0.0} s"));
            }

            figures.Add(Each(seconds));
            figures.Add(await LostAsync(context, sets, cancellationToken));
            figures.Add(await ChangeAsync(context, sets[^1], seconds[^1], cancellationToken));
            return figures;
        }
        finally
        {
            await StackInspection.RemoveImagesAsync(context, Tag);
            foreach (var folder in sets.Select(set => Path.Combine(context.Root, ".esb", set.Env)).Where(Directory.Exists))
                Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<Figure> GenerationAsync(BenchContext context, FunctionSet set, CancellationToken cancellationToken)
    {
        var samples = await SideBySide.MeasureAsync(Rounds, context.Say, cancellationToken, new Side("generation", async (round, token) =>
        {
            var root = context.MakeDirectory($"generated-{round}");
            var watch = Stopwatch.StartNew();
            var app = SamTemplate.Read(set.Template);
            var stamps = await FunctionStamps.ReadAsync(app, "esb", "0.1.0", token);
            using (await FunctionGenerator.GenerateAsync(new GenerationRequest(root, new GenerationLayout("bench"), app, stamps), cancellationToken: token))
                return watch.Elapsed.TotalSeconds;
        }));
        return new Figure("j", $"generating {set.Count} functions ÷ 1 s", Median.Of(samples.Sides["generation"])) { Goal = Goal.AtMost(1), Samples = samples };
    }

    static Figure Each(IReadOnlyList<double> seconds)
    {
        var each = seconds.Zip(Counts, (time, count) => time / count).ToList();
        return new Figure("j", $"time per function of {Counts[^1]} ÷ of {Counts[0]}", each[^1] / each[0])
        {
            Goal = Goal.AtMost(1),
            Note = string.Join(", ", each.Zip(Counts, (time, count) => string.Create(CultureInfo.InvariantCulture, $"{count}: {time:0.00} s each"))),
        };
    }

    static async Task<Figure> LostAsync(BenchContext context, IReadOnlyList<FunctionSet> sets, CancellationToken cancellationToken)
    {
        var wanted = sets.SelectMany(set => set.Names).ToList();
        return new Figure("j", $"images that {wanted.Count} functions lack", wanted.Count - (await IdsAsync(context, wanted, cancellationToken)).Count) { Goal = Goal.AtMost(0) };
    }

    static async Task<Figure> ChangeAsync(BenchContext context, FunctionSet set, double whole, CancellationToken cancellationToken)
    {
        var names = set.Names.ToList();
        var before = await IdsAsync(context, names, cancellationToken);
        await File.AppendAllTextAsync(set.File(names[set.Count / 2]), "# changed\n", cancellationToken);
        var seconds = await BakeAsync(context, set, cancellationToken);
        var after = await IdsAsync(context, names, cancellationToken);
        var changed = after.Count(image => before.GetValueOrDefault(image.Key) != image.Value);
        return new Figure("j", $"images made anew after one of {set.Count} changed", changed)
        {
            Goal = Goal.AtMost(1),
            Note = string.Create(CultureInfo.InvariantCulture, $"in {seconds:0.0} s, {seconds / whole:0.00} of the time for all"),
        };
    }

    static Task<IReadOnlyDictionary<string, string>> IdsAsync(BenchContext context, IEnumerable<string> names, CancellationToken cancellationToken)
        => EngineImages.IdsAsync(BenchContext.Cli(context.BuildEngine), [.. names.Select(name => $"esb-{name}:{Tag}")], cancellationToken);

    static Task<double> BakeAsync(BenchContext context, FunctionSet set, CancellationToken cancellationToken)
        => ScriptAsync(context, cancellationToken, "BakeFunctions", "--env", set.Env, "--template", set.Template);

    // The shared cache would keep what nobody wants again.
    static async Task<double> ScriptAsync(BenchContext context, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
        => (await ProcessRunner.RunAsync(
            RepositoryBake.Script(
                context, [.. arguments, "--tag", Tag, "--cache", "none", "--engine", context.Options.Engine.ToString().ToLowerInvariant(), "--os-root-image", context.RootImage, "--no-logo"]),
            cancellationToken)).Duration.TotalSeconds;
}
