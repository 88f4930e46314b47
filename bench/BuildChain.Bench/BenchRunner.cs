using System.Diagnostics;
using System.Globalization;
using BuildChain.Bench.Reporting;
using BuildChain.Engine;
using BuildChain.Locking;

namespace BuildChain.Bench;

/// <summary>Runs the cases one after the other, and leaves the figures in <c>artifacts/bench</c> and nothing else.</summary>
sealed class BenchRunner(BenchOptions options)
{
    string? engine;
    readonly string output = Path.Combine(options.Root, "artifacts", "bench");

    string Work => Path.Combine(output, "work");

    string Home => Path.Combine(output, "home");

    /// <exception cref="BuildChainException">Another benchmark runs here, or there is no engine.</exception>
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var cases = BenchCases.Choose(options.Cases);
        Directory.CreateDirectory(output);
        using var alone = FileLock.TryAcquire(Path.Combine(output, ".lock"), LockMode.Exclusive)
            ?? throw new BuildChainException($"Another benchmark runs in {output}; side by side both would measure each other.");
        var (started, watch) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        var figures = new List<Figure>();
        try
        {
            Clear();
            Directory.CreateDirectory(Work);
            await MeasureAsync(cases, figures, cancellationToken);
        }
        finally
        {
            Clear();
        }

        var run = new BenchRun(started, Math.Round(watch.Elapsed.TotalSeconds), Environment.ProcessorCount, engine);
        Write(started, BenchJson.Render(run, figures));
        return figures;
    }

    async Task MeasureAsync(IReadOnlyList<BenchCase> cases, List<Figure> figures, CancellationToken cancellationToken)
    {
        var build = await Engines.AcquireAsync(new EngineRequest(options.Engine), cancellationToken: cancellationToken);
        engine = $"engine {build.Facts.EngineVersion}, buildx {build.Facts.BuildxVersion}";
        var obstacle = OwnEngine.Obstacle();
        if (cases.Any(one => one.UsesOwnEngine))
            await RunAsync([.. cases.Where(one => one.UsesOwnEngine)], build, obstacle, figures, cancellationToken);
        foreach (var one in cases.Where(one => !one.UsesOwnEngine))
            figures.AddRange(await FiguresAsync(one, new BenchContext(options, Work, build, build, Say) { NotOwnEngine = obstacle }, cancellationToken));
    }

    async Task RunAsync(
        IReadOnlyList<BenchCase> cases, EngineConnection build, string? obstacle, List<Figure> figures, CancellationToken cancellationToken)
    {
        Say(obstacle is null ? "starting an engine for the benchmark alone" : $"measuring with the engine in use: {obstacle}");
        await using var own = obstacle is null ? await OwnEngine.StartAsync(Home, cancellationToken) : null;
        if (own is not null)
            await own.CopyImageAsync(build, options.RootImage, Path.Combine(Work, "root-image.tar"), cancellationToken);
        foreach (var one in cases)
            figures.AddRange(await FiguresAsync(one, new BenchContext(options, Work, own?.Connection ?? build, build, Say) { NotOwnEngine = obstacle, Home = own is null ? null : Home }, cancellationToken));
    }

    // A case that fails must not cost the figures of the others.
    static async Task<IReadOnlyList<Figure>> FiguresAsync(BenchCase one, BenchContext everyCase, CancellationToken cancellationToken)
    {
        var context = everyCase with { Say = text => Say($"[{one.Letter}] {text}") };
        context.Say(one.Title);
        try
        {
            return await one.RunAsync(context, cancellationToken);
        }
        catch (BuildChainException e) when (!cancellationToken.IsCancellationRequested)
        {
            context.Say(e.ToString());
            return [Figure.NotMeasured(one.Letter, one.Title, $"failed: {e.Message.Split('\n')[0]}") with { Failed = true }];
        }
    }

    void Write(DateTimeOffset started, string json)
    {
        foreach (var name in new[] { "latest", started.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) })
            File.WriteAllText(Path.Combine(output, $"{name}.json"), json);
        Say($"figures: {Path.Combine(output, "latest.json")}");
    }

    void Clear()
    {
        if (Directory.Exists(Work))
            Directory.Delete(Work, recursive: true);
    }

    static void Say(string text) => Console.Error.WriteLine(text);
}
