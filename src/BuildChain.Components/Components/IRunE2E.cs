using BuildChain.Bake;
using BuildChain.Components.Docker;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using BuildChain.EndToEnd;
using BuildChain.Engine;
using BuildChain.Functions;
using BuildChain.Functions.Generation;
using BuildChain.Images;
using BuildChain.Locking;
using BuildChain.Meta;
using BuildChain.Processes;
using BuildChain.Publishing;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;

namespace BuildChain.Components;

/// <summary>Builds, starts, tests and removes whole stacks, several at once, and leaves the machine as it was.</summary>
public interface IRunE2E : IRunStack, IBakeFunctions, IHasKeep
{
    [Parameter("E2E: profiles of e2e/profiles.yml. Default: all")]
    string[] E2eProfiles => TryGetValue(() => E2eProfiles) ?? [];

    [Parameter("E2E: runs the profiles at once instead of one after the other")]
    bool Parallel => TryGetValue<bool?>(() => Parallel) ?? false;

    [Parameter("E2E: how many profiles run at once; implies --parallel. Default: all")]
    int? MaxParallel => TryGetValue<int?>(() => MaxParallel);

    [Parameter("E2E: builds the images of each profile under a tag of its own and keeps them")]
    bool BuildOnly => TryGetValue<bool?>(() => BuildOnly) ?? false;

    [Parameter("E2E: runs the scenarios against a stack that is up: of the run --tag, else of Up with --env")]
    bool TestOnly => TryGetValue<bool?>(() => TestOnly) ?? false;

    [Parameter("E2E: only these suites, instead of those of the profile")]
    string[] Suites => TryGetValue(() => Suites) ?? [];

    [Parameter("E2E: only scenarios that match, as dotnet test --filter has it: FullyQualifiedName~Error")]
    string Filter => TryGetValue(() => Filter) ?? "";

    [Parameter("E2E: the first profile that fails ends the others")]
    bool FailFast => TryGetValue<bool?>(() => FailFast) ?? false;

    [Parameter("E2E: the file with the profiles. Default: e2e/profiles.yml")]
    string E2eProfilesFile => TryGetValue(() => E2eProfilesFile) ?? "e2e/profiles.yml";

    /// <summary>The scenarios' test project.</summary>
    AbsolutePath ScenarioProject => RootDirectory / "tests" / "E2E.Scenarios";

    /// <summary>What the scenarios are compiled of, relative to the root.</summary>
    IReadOnlyList<string> ScenarioInputs =>
    [
        RootDirectory.GetRelativePathTo(ScenarioProject), "src/BuildChain/BrandNames.cs", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
        ".nuke/temp/packages",
    ];

    AbsolutePath E2eReports => RootDirectory / "artifacts" / "e2e";

    private bool KeepStacks => Keep is { Length: 0 };

    Target E2E => _ => _
        .Description("Builds, starts, tests and removes the stack of each --e2e-profiles")
        .DependsOn(SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(async () =>
        {
            var profiles = ChosenProfiles();
            var results = await RunAsync(profiles);
            var page = E2eReports / "index.html";
            BuildReporter.Block(RunSummary.Render(results));
            GitHubReporter.Runs(results);
            BuildReporter.Note($"Report: {page}");
            foreach (var run in results.Where(run => (BuildOnly || KeepStacks) && RunStore.Default.Records().Any(record => record.Tag == run.Tag)))
                BuildReporter.Note($"Kept: {run.Tag}{(run.Gateway.Length > 0 ? $" at {run.Gateway}" : "")}; to remove it: ./build.sh E2EClean --tag {run.Tag}");
            ReportSummary(_ => _.AddPair("E2E", RunSummary.OneLine(results)));
            if (!results.All(run => run.Succeeded))
                throw new BuildChainException($"E2E: {RunSummary.OneLine(results)}.", $"Look at {page}");
        });

    Target E2EClean => _ => _
        .Description("Removes what killed E2E runs left, and with --tag a kept one; never what is of another run")
        .DependsOn(SetupEngine)
        .Executes(async () =>
        {
            var setup = await SetupAsync(new RunOptions());
            await using var actions = new StackRunActions(setup);
            var tags = TryGetValue(() => Tag) is { } tag ? new[] { tag } : [];
            var cleaned = await RunClean.RunAsync(setup.Store, tags, actions.IsElsewhere, (run, token) => actions.TeardownAsync(run, line => BuildReporter.Note($"{run.Tag}: {line}"), token));
            foreach (var kept in cleaned.Kept)
                BuildReporter.Note($"Kept: {kept}; to remove it: ./build.sh E2EClean --tag {kept.Tag}");
            foreach (var running in cleaned.Running)
                BuildReporter.Note($"Under way: {running}");
            foreach (var elsewhere in cleaned.Elsewhere)
                BuildReporter.Note($"On another engine: {elsewhere}; to remove it: DOCKER_HOST={elsewhere.Engine} ./build.sh E2EClean");
            ReportSummary(_ => _.AddPair("Removed", Amount.Of(cleaned.Removed.Count, "run")));
        });

    /// <summary>Tells of bad values before anything runs.</summary>
    void CheckE2eInput()
    {
        if (MaxParallel is < 1)
            throw new BuildChainException($"--max-parallel: {MaxParallel} runs at once cannot be.", "Give a number from 1 on.");
        if (BuildOnly && TestOnly)
            throw new BuildChainException("--build-only and --test-only leave nothing to do.", "Give one of them.");
        if (BuildOnly && (Suites.Length > 0 || Filter.Length > 0))
            throw new BuildChainException($"--build-only runs no scenarios, so there are none for {(Suites.Length > 0 ? "--suites" : "--filter")} to choose.", "Leave one of them away.");
        var isAlone = InvokedTargets.Contains(E2E) && InvokedTargets.Count == 1;
        if (isAlone && (Template != DefaultTemplate || ParameterOverrides.Length > 0))
            throw new BuildChainException("E2E takes the template and its parameters from the profile, not from --template and --parameter-overrides.", $"Write a profile into {E2eProfilesFile}, and leave them away.");
        if (isAlone && Function.Length > 0)
            throw new BuildChainException("E2E has all functions of the profile's template, not those of --function.", $"Leave it away, or write a profile with a smaller template into {E2eProfilesFile}.");
        if (TestOnly)
            _ = TestedRun;
        if (!InvokedTargets.Contains(E2E) && E2eProfiles.Length == 0)
            return;
        var profiles = ChosenProfiles();
        foreach (var profile in TestOnly ? [] : profiles.DistinctBy(profile => profile.TemplateIn(RootDirectory)))
            _ = profile.ReadTemplate(RootDirectory);
    }

    private IReadOnlyList<E2EProfile> ChosenProfiles()
    {
        var stack = TestOnly && E2eProfiles.Length == 0;
        var run = stack ? TestedRun : null;
        var profiles = EndToEnd.E2EProfiles.Read(E2eProfilesFile, RootDirectory).Select(run is null ? E2eProfiles : [run.Profile]);
        // A stack that is up is of one mode, and scenarios of the other cannot pass there.
        var fitting = stack && run is null ? profiles.Where(profile => profile.Mode == Mode.ToString()) : profiles;
        if (!fitting.Any())
            throw new BuildChainException($"There is no profile of the mode {Mode} in {E2eProfilesFile}.", "Give --e2e-profiles, or the --mode of the stack.");
        return [.. fitting.Select(profile => Suites.Length == 0 ? profile : profile with { Suites = Suites })];
    }

    private async Task<IReadOnlyList<RunResult>> RunAsync(IReadOnlyList<E2EProfile> profiles)
    {
        var started = DateTimeOffset.UtcNow;
        using var cancellation = new RunCancellation();
        var (gateway, tag) = TestOnly ? await RunningGatewayAsync() : default;
        var options = new RunOptions { BuildOnly = BuildOnly, Keep = KeepStacks, TestOnly = gateway, TestedTag = tag ?? "" };
        var setup = await SetupAsync(options);
        await using var actions = new StackRunActions(setup);
        // What was typed may be misspelt, and it takes minutes until a run comes to its scenarios.
        if (Suites.Length > 0)
        {
            var scenarios = await setup.Scenarios();
            profiles.ForEach(scenarios.EnsureKnown);
        }
        // Its bake and its start show themselves, where the table would be drawn.
        if (RunReporter.IsLive && options.Wants(RunPhase.Up) && profiles.Any(profile => profile.Mode == "containerd"))
            await setup.Registry();
        using var reporter = new RunReporter(profiles);
        var results = await E2ERunner.RunAsync(profiles, OneAsync, MaxParallel ?? (Parallel ? profiles.Count : 1), FailFast, cancellation.Token);
        RunReport.WritePage(E2eReports / "index.html", results, started);
        return results;

        async Task<RunResult> OneAsync(E2EProfile profile, CancellationToken token)
        {
            using var folder = ReportFolder.Take(E2eReports, profile.Name);
            var result = await new E2ERun(profile, actions, folder.Path, options, reporter.Report).ExecuteAsync(token);
            RunReport.Write(result);
            return result;
        }
    }

    private async Task<StackRunSetup> SetupAsync(RunOptions options)
    {
        var engine = await ConnectAsync();
        var scenarios = new Lazy<Task<ScenarioRunner>>(() => Task.Run(BuildScenariosAsync));
        // One after the other: profiles of containerd mode that start at once share the first one's.
        var registry = new Lazy<Task<LocalRegistry>>(() => EnsureRegistryAsync(anyPort: true));
        if (!options.BuildOnly && InvokedTargets.Contains(E2E))
            _ = scenarios.Value; // Beside the images, which mostly wait for the engine.
        return new StackRunSetup(RootDirectory, engine, RunStore.Default, CertificateDirectory)
        {
            Locks = Locks,
            Configure = ConfigureAsync,
            // In containerd mode the local registry has to tell the runs' images apart.
            ImageSettings = async (profile, _) => !NoCache && (options.BuildOnly || profile.Mode == "docker") ? await ImageSettingsAsync(profile) : null,
            Bake = BakeRunAsync,
            Registry = () => registry.Value,
            Scenarios = () => scenarios.Value,
            TestedProject = options.TestOnly is null ? null : TestedProject,
        };
    }

    private async Task<BakeResult> BakeRunAsync(
        RunContext run, Func<BakeInvocation, CancellationToken, Task<BakeExecution>> execute, CancellationToken cancellationToken)
    {
        var (profile, record, isShared) = (run.Profile, run.Record, run.Record.BuildKey.Length > 0);
        using var functions = await GenerateAsync(run, cancellationToken);
        var request = functions.AddTo(await RequestAsync([MetaTarget, BaseGroup, $"control-images-{profile.Mode}", FunctionTargets.Group]));
        var variables = new Dictionary<string, string?>(request.Variables, StringComparer.Ordinal)
        {
            [$"{BrandNames.Env}TAG"] = record.Tag,
            // On the labels of images. Those that other runs may have too are nobody's: their tag tells whose they are.
            [$"{BrandNames.Env}ENV"] = isShared ? "e2e" : record.Env,
            [$"{BrandNames.Env}PROJECT"] = isShared ? "" : record.Project,
            [$"{BrandNames.Env}RUN"] = isShared ? "" : record.Tag,
            [$"{BrandNames.Env}MODE"] = record.Mode,
            [$"{BrandNames.Env}REGISTRY"] = "",
        };
        var plan = (await PlanAsync(request with { Variables = variables, Progress = "plain", Push = false })).EnsureSound();
        var results = new List<BakeResult>();
        foreach (var wave in BakeWaves.Of(plan))
        {
            // A function is built as fast as its cache is read, and profiles with the same functions would write it in turn.
            results.Add(await CachedAsync(
                wave,
                cached => BakeOrchestrator.RunAsync(cached, execute, e => run.Say($"the engine lost a layer that it was clearing up around ({e.Failure.Error}); baking again"), cancellationToken),
                without: FunctionTargets.Group));
        }
        var result = BakeResult.Of(results);
        GitHubReporter.Summary($"Bake of {profile.Name}", BakeResultTable.Render(result));
        return result;
    }

    /// <summary>What decides about a run's images besides commit and changes: settings, and files that git ignores; null for a template that is none.</summary>
    private async Task<IReadOnlyList<string>?> ImageSettingsAsync(E2EProfile profile)
    {
        string sources;
        try
        {
            var inputs = FunctionStamps.Sources(profile.ReadTemplate(RootDirectory)).Concat(ImageInputs.SelectMany(input => input.Paths));
            sources = InputFingerprint.OfAll(RootDirectory, inputs.Distinct(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is BuildChainException or IOException or UnauthorizedAccessException)
        {
            return null; // The build says what is wrong.
        }
        string[] ofTheRun = [$"{BrandNames.Env}TAG", $"{BrandNames.Env}ENV", $"{BrandNames.Env}PROJECT", $"{BrandNames.Env}RUN", $"{BrandNames.Env}MODE", $"{BrandNames.Env}REGISTRY"];
        var variables = await VariablesAsync();
        return
        [
            sources, profile.Mode, profile.Template, Builder, Reproducible ? UserEnvironment.Get(SourceDate.Variable) ?? "reproducible" : "", Attest ? SbomScanner : "", .. Platforms,
            // What the bake file declares and the chain does not set comes from the environment.
            .. BakeFileNames.Variables(BakeFile).Except(ofTheRun, StringComparer.Ordinal).Select(name => $"{name}={variables.GetValueOrDefault(name) ?? UserEnvironment.Get(name)}"),
        ];
    }

    /// <summary>Under the generator's lock: another template of the same environment may come next.</summary>
    private async Task ConfigureAsync(RunContext run, string directory, CancellationToken cancellationToken)
    {
        using var functions = await GenerateAsync(run, cancellationToken);
        foreach (var warning in functions.Request.App.Notices.Where(notice => notice.Remedy is not null))
            run.Say($"warning: {warning}");
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(RootDirectory / functions.Request.Layout.Configuration))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
    }

    private async Task<GeneratedFunctions> GenerateAsync(RunContext run, CancellationToken cancellationToken)
    {
        var app = run.Profile.ReadTemplate(RootDirectory, new TemplateOptions { Python = Python });
        var stamps = await FunctionStamps.ReadAsync(app, ImageBrand, Version, cancellationToken);
        return await FunctionGenerator.GenerateAsync(
            new GenerationRequest(RootDirectory, new GenerationLayout(run.Profile.Env), app, stamps, ImageBrand), Locks, cancellationToken);
    }

    private async Task<ScenarioRunner> BuildScenariosAsync()
    {
        Directory.CreateDirectory(RootDirectory / BrandNames.Folder);
        await using var _ = await FileLock.AcquireAsync(RootDirectory / BrandNames.Folder / ".lock-scenarios", LockMode.Exclusive, Locks);
        var note = RootDirectory / BrandNames.Folder / ".scenarios";
        // dotnet needs seconds to find out that nothing changed.
        var inputs = InputFingerprint.Of(RootDirectory, ScenarioInputs, UserEnvironment.Get("ESB_STAND_INS") ?? "");
        if (File.Exists(note) && await File.ReadAllLinesAsync(note) is [var known, var built] && known == inputs && File.Exists(built))
            return new ScenarioRunner(DotNetTasks.DotNetPath, built, Filter);
        var build = await ProcessRunner.RunAsync(new ProcessRequest(
            DotNetTasks.DotNetPath, "build", ScenarioProject, "--nologo", "--verbosity", "quiet", "-getProperty:TargetPath", "-target:Restore;Build")
        {
            WorkingDirectory = RootDirectory,
            Remedy = $"Correct the scenarios: {ScenarioProject}",
        });
        var assembly = build.Output.Trim();
        await File.WriteAllTextAsync(note, $"{inputs}\n{assembly}\n");
        return new ScenarioRunner(DotNetTasks.DotNetPath, assembly, Filter);
    }

    /// <summary>The run whose stack is only tested; null for the stack of <c>Up</c>.</summary>
    private RunRecord? TestedRun
    {
        get
        {
            if (TryGetValue(() => Tag) is not { } tag)
                return null;
            var runs = RunStore.Default.Records();
            return runs.FirstOrDefault(run => run.Tag == tag) ?? throw new BuildChainException(
                $"--test-only: there is no run '{tag}'. Known are: {NearestName.Describe(tag, [.. runs.Select(run => run.Tag)])}", "./build.sh E2E --keep makes one; leave --tag away for the stack of Up");
        }
    }

    private string TestedProject => TestedRun?.Project ?? StackProject;

    private async Task<(Uri Address, string? Tag)> RunningGatewayAsync()
    {
        var containers = await new StackInspector(await ConnectAsync()).ContainersAsync(TestedProject);
        var gateway = containers.FirstOrDefault(container => container.State == "running" && container.Ports.Any(IsGateway)) ?? throw new BuildChainException(
            $"No gateway of '{TestedProject}' is running.", "Start one: ./build.sh Up, or ./build.sh E2E --keep and then --test-only --tag TAG");
        return (new Uri($"https://localhost:{gateway.Ports.First(IsGateway).Port}/"), ImageReference.TryParse(gateway.Image)?.Tag);

        static bool IsGateway(PublishedPort port) => port.ContainerPort == 8443;
    }
}
