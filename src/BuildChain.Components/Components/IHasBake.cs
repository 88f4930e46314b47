using BuildChain.Bake;
using BuildChain.Buildx;
using BuildChain.Cache;
using BuildChain.Components.Docker;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Locking;
using BuildChain.Meta;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace BuildChain.Components;

/// <summary>What every target that bakes has in common: the bake file, its variables, the builder, and one bake from plan to table.</summary>
public interface IHasBake : ISetupRootImage, ISetupCerts, IHasImages
{
    [Parameter("buildx builder. Default: 'default', the docker driver")]
    string Builder => TryGetValue(() => Builder) ?? "default";

    [Parameter("Builds every step anew")]
    bool NoCache => TryGetValue<bool?>(() => NoCache) ?? false;

    [Parameter("Makes layers that two clean builds of one commit have in common: times are the commit's, or SOURCE_DATE_EPOCH")]
    bool Reproducible => TryGetValue<bool?>(() => Reproducible) ?? false;

    [Parameter("Adds provenance and an SBOM to each image")]
    bool Attest => TryGetValue<bool?>(() => Attest) ?? false;

    [Parameter($"--attest: image that writes the SBOM, or none. Default: {Attestations.DefaultScanner}")]
    string SbomScanner => TryGetValue(() => SbomScanner) ?? Attestations.DefaultScanner;

    [Parameter("Pushes the images to --registry")]
    bool Push => TryGetValue<bool?>(() => Push) ?? false;

    [Parameter("Platforms to build for, such as linux/amd64 linux/arm64. Default: the engine's")]
    string[] Platforms => TryGetValue(() => Platforms) ?? [];

    [Parameter("How buildx shows its progress: auto (default; its own display on a terminal, plain lines elsewhere), plain, tty, or quiet")]
    ProgressChoice Progress => TryGetValue(() => Progress) ?? ProgressChoice.Auto;

    [Parameter($"Build cache that is read and written: local (default; {BrandNames.Folder}/buildx-cache), registry, gha, or none")]
    CacheChoice Cache => TryGetValue(() => Cache) ?? CacheChoice.Local;

    /// <summary>The cache that concurrent builds share.</summary>
    CacheStore CacheStore => new(RootDirectory / BrandNames.Folder / "buildx-cache", new CacheStoreOptions { OnEvent = BuildReporter.Cache });

    AbsolutePath BakeFile => RootDirectory / "docker-bake.hcl";

    /// <summary>The target that packs the version files; every other image copies its own from it.</summary>
    string MetaTarget => "meta";

    /// <summary>What each image is made of, for its stamp.</summary>
    IReadOnlyList<ImageInput> ImageInputs { get; }

    /// <summary>What image names start with.</summary>
    string ImageBrand => BrandNames.Slug;

    string Version { get; }

    /// <summary>Values of the bake file's variables beyond those that every bake gets.</summary>
    IReadOnlyDictionary<string, string?> BakeVariables => new Dictionary<string, string?>();

    /// <summary>Reads every parameter that can be wrong, so that a bad one is told before anything runs.</summary>
    void CheckInput()
    {
        _ = ImageVariables;
        _ = Locks;
        if (ImageReference.TryParse(OsRootImage) is null)
            throw new BuildChainException($"--os-root-image: '{OsRootImage}' is not an image reference.", "Give it as name[:tag], such as debian:bookworm-slim");
        WritablePlace.Check(RootDirectory / BrandNames.Folder);
        WritablePlace.CheckDirectories(RootDirectory / BrandNames.Folder, EnvironmentName.Reserved.Append(Env));
        CheckBuilder();
        foreach (var platform in Platforms)
            Platform.Check(platform);
        if (SbomScanner != "none" && ImageReference.TryParse(SbomScanner) is null)
            throw new BuildChainException($"--sbom-scanner: '{SbomScanner}' is not an image reference.", "Give an image such as docker/buildkit-syft-scanner:stable-1, or none");
        if (Reproducible && UserEnvironment.Get(SourceDate.Variable) is { } date)
            _ = SourceDate.Of(date, head: null);
        if (Reproducible && Push && BuilderIsEngine)
            throw new BuildChainException(
                "--reproducible cannot push with the docker driver: it unpacks what it pushes, and then rewrites no times.",
                "Leave --push away and use 'docker push', or bake with another --builder");
        if (Push && Registry.Length == 0)
            throw new BuildChainException("--push needs a registry to push to.", "Add --registry, such as --registry 127.0.0.1:5010");
        if (Cache == CacheChoice.Registry && Registry.Length == 0)
            throw new BuildChainException("--cache registry needs a registry to keep the cache in.", "Add --registry, such as --registry 127.0.0.1:5010");
    }

    /// <summary>Whether this run creates the builder.</summary>
    bool CreatesBuilder => false;

    private void CheckBuilder()
    {
        if (Builder == "default" || CreatesBuilder)
            return;
        var known = Builders.Names(DockerConfigurations, UserEnvironment.Get("BUILDX_CONFIG"));
        if (!known.Contains(Builder, StringComparer.Ordinal))
            throw new BuildChainException(
                $"--builder: there is no builder '{Builder}'. Known are: {NearestName.Describe(Builder, known)}",
                $"./build.sh SetupBuildx --builder {Builder} --driver docker-container");
    }

    /// <summary>Where docker's clients keep what they know of builders.</summary>
    IReadOnlyList<string> DockerConfigurations =>
    [
        UserEnvironment.Get("DOCKER_CONFIG") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        Path.Combine(EngineRequest.Home, "engine", "docker"),
    ];

    /// <summary>What buildx knows of <see cref="Builder"/>; null where it is an engine's own.</summary>
    BuilderState? BuilderState => Builder == "default" ? null : BuilderState.Find(Builder, DockerConfigurations, UserEnvironment.Get("BUILDX_CONFIG"));

    /// <summary>Whether the builder sees the engine's images.</summary>
    bool BuilderIsEngine => BuilderState is null or { IsEngine: true };

    /// <summary>The request for these targets or groups, as parameters and environment have it.</summary>
    async Task<BakeRequest> RequestAsync(params IReadOnlyList<string> targets)
    {
        var (git, stamps) = await StampAsync();
        return new BakeRequest(RootDirectory)
        {
            Files = [RootDirectory.GetRelativePathTo(BakeFile)],
            Targets = targets,
            Variables = await VariablesAsync(),
            BaseLink = BaseLink.Target,
            Builder = Builder,
            Progress = BakeRunner.Progress(Progress),
            Push = Push,
            Load = !Push && !BuilderIsEngine,
            RootLayout = BuilderIsEngine ? null : await RootLayout.EnsureAsync(await ConnectAsync(), OsRootImage, RootDirectory),
            NoCache = NoCache,
            Platforms = Platforms,
            Labels = stamps.ToDictionary(stamp => stamp.Key, stamp => stamp.Value.ToLabels(), StringComparer.Ordinal),
            RerunCommand = RerunCommand,
            Epoch = Reproducible ? SourceDate.Of(UserEnvironment.Get(SourceDate.Variable), git.Head) : null,
            Attestations = Attest ? new Attestations(SbomScanner == "none" ? null : SbomScanner) : null,
        };
    }

    /// <summary>What the bake file's variables are given.</summary>
    async Task<IReadOnlyDictionary<string, string?>> VariablesAsync()
    {
        var variables = new Dictionary<string, string?>(ImageVariables, StringComparer.Ordinal)
        {
            ["CERT_DIR"] = CertificateDirectory,
            ["ROOT_CA_FINGERPRINT"] = Certificates.Fingerprint(CertificateDirectory) ?? "",
            ["OS_ROOT_IMAGE"] = OsRootImage,
            ["OS_ROOT_DIGEST"] = (await EngineImages.IdsAsync(DockerCli.Of(await ConnectAsync()), [OsRootImage])).GetValueOrDefault(OsRootImage, ""),
            // Where the bake file says that each target's cache is; what is read in fact is the snapshot held.
            ["CACHE_DIR"] = Cache == CacheChoice.Local ? CacheStore.Root : "",
        };
        foreach (var (name, value) in BakeVariables)
            variables[name] = value;
        return variables;
    }

    /// <summary>Resolves a request; the plan names what is wrong with it.</summary>
    async Task<BakePlan> PlanAsync(BakeRequest request)
    {
        await using var published = await HoldPublishedAsync();
        return await BakePlanner.PlanAsync(request, DockerCli.Of(await ConnectAsync()));
    }

    /// <summary>Published programs are build contexts: nobody exchanges them until the result is disposed.</summary>
    private async Task<FileLock?> HoldPublishedAsync() => this is IPublishServices services ? await services.HoldAsync() : null;

    /// <summary>Builds the targets, in several waves where there are many, and shows what became of each image.</summary>
    /// <remarks>
    /// A plain task: <c>Executes</c> takes a function that returns a <c>Task&lt;T&gt;</c> for one that returns a value, and does not wait.
    /// </remarks>
    async Task BakeAsync(params IReadOnlyList<string> targets) => await BakeAsync(await RequestAsync(targets));

    /// <inheritdoc cref="BakeAsync(IReadOnlyList{string})"/>
    async Task<BakeResult> BakeAsync(BakeRequest request)
    {
        if (request.Epoch is { } epoch)
            BuildReporter.Note($"{ReproducibleLimits.Describe(request, epoch)}");
        var plan = (await PlanAsync(request)).EnsureSound();
        var finished = new FinishedBakes(plan, Cache.ToString());
        var result = await finished.OnceAsync(
            () => KnownAsync(plan, finished), () => BuildAsync(plan, finished), Locks,
            e => Log.Warning("Not waiting for another process that bakes the same ({Reason:l}); baking beside it", e.Message));
        BuildReporter.Block(BakeResultTable.Render(result));
        GitHubReporter.Summary("Bake", BakeResultTable.Render(result));
        ReportSummary(_ => _.AddPair("Images", BakeSummary.Of(result)));
        return result;
    }

    /// <summary>Whether the engine still has what an earlier bake of the same gave.</summary>
    async Task<bool> IsFinishedAsync(BakeRequest request)
    {
        var plan = (await PlanAsync(request)).EnsureSound();
        return await KnownAsync(plan, new FinishedBakes(plan, Cache.ToString())) is not null;
    }

    /// <summary>What an earlier bake gave, unless the shared cache wants filling.</summary>
    private async Task<BakeResult?> KnownAsync(BakePlan plan, FinishedBakes finished)
        => Cache != CacheChoice.Local || SharedCache.IsFilled(plan, CacheStore, await CanExportAsync()) ? await finished.FindAsync() : null;

    private async Task<BakeResult> BuildAsync(BakePlan plan, FinishedBakes finished)
    {
        var waves = BakeWaves.Of(plan, await ExportedAsync(plan));
        var result = waves.Count == 1 ? await RunAsync(plan) : await InWavesAsync(plan, waves[0]);
        await RememberAsync(finished, result);
        return result;
    }

    private async Task<IReadOnlySet<string>?> ExportedAsync(BakePlan plan)
        => UsesStore ? SharedCache.Exported(plan, CacheStore, await CanExportAsync()) : null;

    /// <summary>Other drivers export whatever the engine's image store is.</summary>
    private async Task<bool> CanExportAsync() => !BuilderIsEngine || (await ConnectAsync()).Facts.CacheExport;

    /// <summary>First what many stand on; then, of the others, those that would not come out as they are.</summary>
    private async Task<BakeResult> InWavesAsync(BakePlan plan, BakePlan first)
    {
        var rest = plan.Targets.Where(target => target.Requested).Select(target => target.Name).Except(first.Request.Targets, StringComparer.Ordinal).ToList();
        var finished = new FinishedTargets(plan, rest, Cache.ToString());
        BuildReporter.Note($"{Amount.Of(first.Request.Targets.Count, "target")} before {rest.Count} others");
        var begun = await WaveAsync(first);
        var export = await CanExportAsync();
        var same = (await finished.FindAsync(begun.Images)).Where(image => Cache != CacheChoice.Local || SharedCache.IsFilled(BakeWaves.Part(plan, [image.Target]), CacheStore, export)).ToList();
        var changed = rest.Except(same.Select(image => image.Target), StringComparer.Ordinal).ToList();
        if (same.Count > 0)
            BuildReporter.Note($"{same.Count} of them would come out as they are; {changed.Count} to bake");

        var results = new List<BakeResult> { begun, new(same, TimeSpan.Zero) };
        if (changed.Count > 0)
        {
            var part = BakeWaves.Part(plan, changed);
            var waves = BakeWaves.Of(part, await ExportedAsync(part));
            foreach (var (index, wave) in waves.Index())
            {
                if (waves.Count > 1)
                    BuildReporter.Note($"Wave {index + 1} of {waves.Count}: {Amount.Of(wave.Request.Targets.Count, "target")}, from {wave.Request.Targets[0]} to {wave.Request.Targets[^1]}");
                var result = await WaveAsync(wave);
                finished.Remember(result.Images, begun.Images);
                results.Add(result);
            }
        }

        var all = BakeResult.Of(results);
        var order = plan.Targets.Index().ToDictionary(target => target.Item.Name, target => target.Index, StringComparer.Ordinal);
        return all with { Images = [.. all.Images.OrderBy(image => order[image.Target])] };
    }

    /// <summary>A wave in which nothing changed is spared like a whole bake.</summary>
    private async Task<BakeResult> WaveAsync(BakePlan wave)
    {
        var finished = new FinishedBakes(wave, Cache.ToString());
        if (await KnownAsync(wave, finished) is { } known)
            return known;
        var result = await RunAsync(wave);
        await RememberAsync(finished, result);
        return result;
    }

    private static async Task RememberAsync(FinishedBakes finished, BakeResult result)
    {
        await finished.RememberAsync(result);
        if (finished.Obstacle is { } obstacle)
            Log.Verbose("The next bake cannot be spared: {Obstacle:l}", obstacle);
    }

    private bool UsesStore => Cache == CacheChoice.Local && !NoCache;

    private Task<BakeResult> RunAsync(BakePlan plan) => CachedAsync(plan, Run);

    /// <summary>Runs a bake with the caches that <see cref="Cache"/> tells.</summary>
    /// <param name="without">A group whose targets have no cache.</param>
    async Task<BakeResult> CachedAsync(BakePlan plan, Func<BakePlan, Task<BakeResult>> run, string? without = null)
    {
        await using var published = await HoldPublishedAsync();
        return NoCache || Cache == CacheChoice.None ? await run(plan)
            : UsesStore ? await SharedCache.RunAsync(plan, CacheStore, await CanExportAsync() ? null : (await ConnectAsync()).Facts.StorageDriver, run, without)
            : await run(plan with
            {
                Request = plan.Request with
                {
                    Cache = plan.Targets.Where(target => without is null || !target.Groups.Contains(without)).ToDictionary(target => target.Name, RemoteEntries),
                },
            });
    }

    private TargetCache RemoteEntries(PlannedTarget target)
        => Cache == CacheChoice.Gha ? RemoteCache.GitHubActions(target.Name)
            : RemoteCache.Registry(BuildChain.Images.Registry.Parse(Registry, "--registry").Prefix, target.Name);

    private static Task<BakeResult> Run(BakePlan plan) => BakeOrchestrator.RunAsync(
        plan, BakeRunner.Run, e => Log.Warning("The engine lost a layer that it was clearing up around ({Error:l}); baking again", e.Failure.Error));

    /// <summary>Writes the version files and gives each image's stamp.</summary>
    private async Task<(GitFacts Git, IReadOnlyDictionary<string, VersionStamp> Stamps)> StampAsync()
    {
        var git = await GitFacts.ReadAsync(RootDirectory, Meta.ImageInputs.AskedOfGit(ImageInputs));
        if (git.Problem is { } problem)
            Log.Warning("The images cannot say which commit they come from: {Problem:l}", problem);
        else if (git.IsShallow && git.LastChange.Values.Any(commit => commit is null))
            Log.Warning("This clone is shallow: base images cannot say which commit they come from (git fetch --unshallow)");
        var stamps = Meta.ImageInputs.Stamp(git, ImageInputs, ImageBrand, Version);
        await using var turn = await BuildLocks.Default().AcquireAsync(BuildLock.Meta, Locks);
        MetaStage.Write(RootDirectory / BrandNames.Folder / "stage" / "meta", Meta.ImageInputs.StampRepository(git, ImageBrand, Version), stamps);
        return (git, stamps);
    }

    /// <summary>Options of the components above this one that a command to bake a target again needs.</summary>
    IEnumerable<string> RerunOptions => [];

    /// <summary>What a person types to bake just this target again.</summary>
    private string RerunCommand(string target)
    {
        (string Option, bool Given)[] options =
        [
            ($"--mode {Mode}", Mode != StackMode.Docker), ($"--tag {Tag}", Tag != "latest"), ($"--registry {Registry}", Registry.Length > 0),
            ($"--env {Env}", Env != "default"), ($"--builder {Builder}", Builder != "default"), ($"--cache {Cache}", Cache != CacheChoice.Local),
            ($"--platforms {string.Join(' ', Platforms)}", Platforms.Length > 0), ("--push", Push), ("--no-cache", NoCache), ("--reproducible", Reproducible), ("--attest", Attest),
            ($"--sbom-scanner {SbomScanner}", Attest && SbomScanner != Attestations.DefaultScanner), ($"--os-root-image {OsRootImage}", OsRootImage != DefaultOsRootImage),
            ($"--engine {Engine}", Engine != EngineChoice.Auto),
        ];
        return string.Join(' ', options.Where(x => x.Given).Select(x => x.Option).Concat(RerunOptions).Prepend($"./build.sh Bake --bake-targets {target}"));
    }
}
