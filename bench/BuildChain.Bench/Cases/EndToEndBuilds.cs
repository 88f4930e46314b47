using System.Diagnostics;
using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Processes;

namespace BuildChain.Bench.Cases;

/// <summary>(k) What four build-only end-to-end runs of environments of their own take, started by one command and by four.</summary>
/// <remarks>
/// In a copy of the tree, with its own cache. The goal is for runs that begin with nothing built. Where less is to be done, the rest is four
/// starts of the build, and four times the images' names for the engine to write.
/// </remarks>
static class EndToEndBuilds
{
    const int Runs = 4;
    const int Rounds = 3;
    const string Function = "e2e/fixtures/functions/echo/app.py";

    public static BenchCase Case { get; } = new("k", "build-only end-to-end runs", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        if (context is not { NotOwnEngine: null, Home: { } home })
            return [Figure.NotMeasured("k", Case.Title, $"skipped, for it empties the build cache: {context.NotOwnEngine}")];

        await RepositoryBake.PrepareAsync(context, cancellationToken);
        var race = new Race(context, await CopyTreeAsync(context, cancellationToken), home, cancellationToken);
        await race.TimeAsync(1, commands: 1); // The engine's first bake of all.
        return
        [
            .. await race.MeasureAsync("nothing built", race.EmptyAsync, Goal.AtMost(1.3)),
            .. await race.MeasureAsync("one function changed", race.ChangeAsync, goal: null),
            .. await race.MeasureAsync("nothing changed", () => Task.CompletedTask, goal: null),
        ];
    }

    /// <summary>As it is, compiled and published, but without caches and reports.</summary>
    static async Task<string> CopyTreeAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var tree = context.MakeDirectory("tree");
        string[] left = ["artifacts", ".artifacts", BrandNames.Folder];
        var entries = Directory.EnumerateFileSystemEntries(context.Root).Where(entry => !left.Contains(Path.GetFileName(entry)));
        await CopyAsync(tree, [.. entries]);
        await CopyAsync(Directory.CreateDirectory(Path.Combine(tree, BrandNames.Folder)).FullName, Path.Combine(context.Root, BrandNames.Folder, "publish"));
        await File.WriteAllTextAsync(Path.Combine(tree, "e2e", "bench.yml"), "version: 1\nprofiles:\n" + string.Concat(Profiles.Select(name =>
            $"  {name}: {{ mode: docker, template: e2e/fixtures/template.yaml, suites: [smoke] }}\n")), cancellationToken);
        return tree;

        Task CopyAsync(string to, params string[] from)
            => ProcessRunner.RunAsync(new ProcessRequest("cp", ["--archive", "--reflink=auto", "--target-directory", to, .. from]), cancellationToken);
    }

    static IReadOnlyList<string> Profiles { get; } = [.. Enumerable.Range(1, Runs).Select(number => $"bench-{number}")];

    static IReadOnlyList<string> Caches { get; } = ["buildx-cache", "bake"];

    sealed class Race(BenchContext context, string tree, string home, CancellationToken cancellationToken)
    {
        public async Task<IReadOnlyList<Figure>> MeasureAsync(string state, Func<Task> begin, Goal? goal)
        {
            context.Say(state);
            var (one, together, apart) = ("1", "4 in one command", "4 commands");
            var samples = await SideBySide.MeasureAsync(
                Rounds, context.Say, cancellationToken,
                new(one, (_, _) => FromAsync(1, 1)), new(together, (_, _) => FromAsync(Runs, 1)), new(apart, (_, _) => FromAsync(Runs, Runs)));
            return
            [
                Compared(together, $"4 build-only runs of one command ÷ one run, {state}"),
                Compared(apart, $"4 build-only commands at once ÷ one, {state}"),
            ];

            async Task<double> FromAsync(int runs, int commands)
            {
                await begin();
                return await TimeAsync(runs, commands);
            }

            Figure Compared(string side, string what) => new("k", what, samples.Ratio(side, one)) { Goal = goal, Samples = samples.Of(side, one) };
        }

        /// <summary>Seconds for the first so many profiles, given to so many commands that start together.</summary>
        public async Task<double> TimeAsync(int runs, int commands)
        {
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Profiles.Take(runs).Chunk(runs / commands).Select(profiles => ProcessRunner.RunAsync(
                Script(["E2E", "--build-only", "--parallel", "--e2e-profiles-file", "e2e/bench.yml", "--e2e-profiles", .. profiles,
                    "--engine", "private", "--os-root-image", context.RootImage, "--no-logo"]),
                cancellationToken)));
            return watch.Elapsed.TotalSeconds;
        }

        /// <summary>Removes images, build cache and shared cache.</summary>
        public async Task EmptyAsync()
        {
            var records = Directory.EnumerateFiles(Path.Combine(home, "e2e"), "*.json").Select(Path.GetFileNameWithoutExtension);
            foreach (var tag in records)
                await ProcessRunner.RunAsync(Script(["E2EClean", "--tag", tag!, "--engine", "private", "--no-logo"]), cancellationToken);
            await ProcessRunner.RunAsync(context.Engine.Docker("buildx", "prune", "--all", "--force"), cancellationToken);
            foreach (var cache in Caches.Select(name => Path.Combine(tree, BrandNames.Folder, name)).Where(Directory.Exists))
                Directory.Delete(cache, recursive: true);
        }

        public Task ChangeAsync() => File.AppendAllTextAsync(Path.Combine(tree, Function), $"# {Guid.NewGuid():N}\n", cancellationToken);

        ProcessRequest Script(IReadOnlyList<string> arguments) => new(Path.Combine(tree, "build.sh"), arguments)
        {
            WorkingDirectory = tree,
            Environment = new Dictionary<string, string?> { [$"{BrandNames.Env}HOME"] = home, ["CERT_DIR"] = context.CertificateDirectory },
        };
    }
}
