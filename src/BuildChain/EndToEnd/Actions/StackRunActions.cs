using System.Collections.Concurrent;
using BuildChain.Bake;
using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Locking;
using BuildChain.Meta;
using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>What the phases of real runs need to know.</summary>
/// <param name="Root">The repository's root, absolute.</param>
/// <param name="CertificateDirectory">Absolute.</param>
public sealed record StackRunSetup(string Root, EngineConnection Engine, RunStore Store, string CertificateDirectory)
{
    /// <summary>Writes the configuration that the stack of a run starts with into a folder that is the run's own.</summary>
    public required Func<RunContext, string, CancellationToken, Task> Configure { get; init; }

    /// <summary>What decides about the images of a profile besides the commit and what changed since; null where each run has to have its own.</summary>
    public required Func<E2EProfile, CancellationToken, Task<IReadOnlyList<string>?>> ImageSettings { get; init; }

    /// <summary>Makes the images of a run; the call of buildx is to be executed by the function given.</summary>
    public required Func<RunContext, Func<BakeInvocation, CancellationToken, Task<BakeExecution>>, CancellationToken, Task<BakeResult>> Bake { get; init; }

    /// <summary>The local registry, started at the first call; asked for in containerd mode only.</summary>
    public required Func<Task<LocalRegistry>> Registry { get; init; }

    public PortLeases Ports { get; init; } = PortLeases.Default();

    /// <summary>How to wait for another run that builds the same images.</summary>
    public LockOptions Locks { get; init; } = LockOptions.Default;

    /// <summary>The project of a stack that is only tested; null when scenarios may not stop its containers.</summary>
    public string? TestedProject { get; init; }

    /// <summary>The scenarios' test assembly, built at the first call.</summary>
    public required Func<Task<ScenarioRunner>> Scenarios { get; init; }
}

/// <summary>The phases of a run with bake, compose and the scenarios' test project.</summary>
public sealed class StackRunActions(StackRunSetup setup) : IRunActions, IAsyncDisposable
{
    static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<string, PortLease> _ports = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, FunctionLogs> _functions = new(StringComparer.Ordinal);
    readonly Lock _treeLock = new();
    Task<(GitFacts Git, string? Change)>? _tree;

    public async Task<RunLease> TagAsync(RunContext run, CancellationToken cancellationToken)
    {
        var (git, change) = await TreeAsync().WaitAsync(cancellationToken);
        var now = DateTimeOffset.UtcNow;
        var profile = run.Profile;
        var key = await KeyAsync(profile, git, change, cancellationToken);
        var lease = setup.Store.Take(
            RunNames.Tag(profile.Env, git.Head, change, now),
            tag => new RunRecord(tag, RunNames.Project(tag), profile.Name, profile.Env, profile.Mode, setup.Root, Environment.ProcessId, now)
            {
                Engine = EngineHost,
                BuildKey = key,
                Folders = [Path.Combine(setup.Root, BrandNames.Folder, profile.Env, "runs", tag)],
            });
        run.Versions["commit"] = git.Head is null ? "none" : git.Head.ShortSha + (git.IsDirty ? " with uncommitted changes" : "");
        run.Versions["engine"] = setup.Engine.Facts.EngineVersion;
        run.Versions["buildx"] = setup.Engine.Facts.BuildxVersion;
        run.Versions["compose"] = setup.Engine.Facts.ComposeVersion;
        return lease;
    }

    /// <summary>The commit and what changed since; runs that ask at the same moment get one answer.</summary>
    Task<(GitFacts Git, string? Change)> TreeAsync()
    {
        lock (_treeLock)
            return _tree is { IsCompleted: false } underWay ? underWay : _tree = ReadTreeAsync();
    }

    async Task<(GitFacts Git, string? Change)> ReadTreeAsync()
    {
        var git = await GitFacts.ReadAsync(setup.Root);
        return (git, await GitChange.FingerprintAsync(setup.Root, git));
    }

    /// <summary>What the images are made of; empty where a run has to have its own.</summary>
    async Task<string> KeyAsync(E2EProfile profile, GitFacts git, string? change, CancellationToken cancellationToken)
        => git.Head is { } head && await setup.ImageSettings(profile, cancellationToken) is { } settings
            ? SharedImages.Key([setup.Root, EngineHost, head.Sha, change ?? "", .. settings]) : "";

    public async Task PortsAsync(RunContext run, CancellationToken cancellationToken)
    {
        var lease = await setup.Ports.AcquireAsync(
            run.Record.Project, setup.Engine.Host, new StackInspector(setup.Engine).ProjectsAsync, cancellationToken: cancellationToken);
        _ports[run.Record.Tag] = lease;
        run.Say($"ports from {lease.First}");
    }

    public async Task<IReadOnlyList<RunImage>> BuildAsync(RunContext run, CancellationToken cancellationToken)
    {
        using var log = new PhaseLog(run, "build");
        await setup.Configure(run, ConfigDirectory(run), cancellationToken);
        return run.Record.BuildKey.Length == 0 ? await BakeAsync(run, log, cancellationToken)
            : await SharedImages.TakeOrBuildAsync(EngineOf(run), setup.Store, run, setup.Locks, () => BakeForOthersAsync(run, log, cancellationToken), cancellationToken);
    }

    async Task<IReadOnlyList<RunImage>> BakeForOthersAsync(RunContext run, PhaseLog log, CancellationToken cancellationToken)
    {
        var images = await BakeAsync(run, log, cancellationToken);
        var (git, change) = await ReadTreeAsync();
        if (await KeyAsync(run.Profile, git, change, cancellationToken) != run.Record.BuildKey)
        {
            run.Say("files changed while they were built: no other run takes these images");
            run.Lease!.Update(record => record with { BuildKey = "" });
        }
        return images;
    }

    async Task<IReadOnlyList<RunImage>> BakeAsync(RunContext run, PhaseLog log, CancellationToken cancellationToken)
    {
        var result = await setup.Bake(
            run,
            async (invocation, token) =>
            {
                // A bake that is killed does not remove its folder itself.
                run.Lease!.Update(record => record with { Folders = [.. record.Folders, FolderOf(invocation)] });
                var environment = new Dictionary<string, string?>(invocation.Environment, StringComparer.Ordinal) { [RunProcesses.Variable] = RunProcesses.Mark(setup.Store, run.Record.Tag) };
                var bake = await log.RunAsync(
                    new(invocation.Executable, invocation.Arguments) { WorkingDirectory = invocation.WorkingDirectory, Environment = environment }, token);
                token.ThrowIfCancellationRequested();
                return new BakeExecution(bake.ExitCode, $"{bake.Output}\n{bake.Error}");
            },
            cancellationToken);
        return
        [
            .. result.Images.SelectMany(image => image.References.Select(reference =>
                new RunImage(reference, image.Digest ?? "", image.Status?.ToString().ToLowerInvariant() ?? ""))),
        ];
    }

    static string FolderOf(BakeInvocation invocation)
        => Path.GetDirectoryName(Path.Combine(invocation.WorkingDirectory, invocation.Arguments.Last(argument => argument.EndsWith("/override.json", StringComparison.Ordinal))))!;

    public async Task UpAsync(RunContext run, CancellationToken cancellationToken)
    {
        using var log = new PhaseLog(run, "up");
        (await setup.Scenarios().WaitAsync(cancellationToken)).EnsureKnown(run.Profile);
        var plan = Plan(run);
        await PortCheck.EnsureFreeAsync(plan, cancellationToken);
        var registry = run.Profile.Mode == "containerd" ? await setup.Registry().WaitAsync(cancellationToken) : null;
        if (run.Profile.Mode == "docker")
            _functions[run.Record.Tag] = new FunctionLogs(plan.Engine, run.Record.Project, LogDirectory(run));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Nobody pulls an image before the stack is up.
        var start = StackStart.RunAsync(plan, (invocation, token) => ComposeAsync(log, invocation, token), new Progress(log), stop.Token);
        var push = registry is null ? Task.CompletedTask : PushAsync(run, plan, registry, log, stop.Token);
        await foreach (var done in Task.WhenEach(start, push))
        {
            if (done.IsCompletedSuccessfully)
                continue;
            await stop.CancelAsync();
            await Task.WhenAll(start, push).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await done;
        }
    }

    StackPlan Plan(RunContext run)
    {
        var settings = Settings(run);
        return new StackPlan(EngineOf(run), settings, ComposeFile.Read(settings.ComposeFile, setup.Root))
        {
            // Before the phase's own: the stack can say which service is to blame.
            Timeout = 0.9 * run.Profile.Timeouts.Of(RunPhase.Up),
            Rerun = $"./build.sh E2E --e2e-profiles {run.Profile.Name}",
            LogDirectory = LogDirectory(run),
        };
    }

    public async Task<Uri> HealthyAsync(RunContext run, CancellationToken cancellationToken)
    {
        var gateway = new Uri($"https://localhost:{Settings(run).Ports.GatewayHttps}/");
        await GatewayProbe.UntilHealthyAsync(gateway, Path.Combine(setup.CertificateDirectory, "rootCA.crt"), run.Say, cancellationToken);
        return gateway;
    }

    public async Task<IReadOnlyList<Scenario>> ScenariosAsync(RunContext run, CancellationToken cancellationToken)
    {
        var runner = await setup.Scenarios().WaitAsync(cancellationToken);
        var environment = new Dictionary<string, string?>(setup.Engine.Environment, StringComparer.Ordinal)
        {
            [$"{BrandNames.Env}GATEWAY_URL"] = run.Gateway?.ToString(),
            [$"{BrandNames.Env}ROOT_CA"] = Path.Combine(setup.CertificateDirectory, "rootCA.crt"),
            [$"{BrandNames.Env}MODE"] = run.Profile.Mode,
            [$"{BrandNames.Env}PROJECT"] = run.Lease?.Record.Project ?? setup.TestedProject,
            [$"{BrandNames.Env}DOCKER"] = setup.Engine.DockerPath,
            [RunProcesses.Variable] = run.Lease is { } lease ? RunProcesses.Mark(setup.Store, lease.Record.Tag) : null,
        };
        return await runner.RunAsync(run, environment, cancellationToken);
    }

    public async Task<IReadOnlyList<ContainerLog>> LogsAsync(RunContext run, CancellationToken cancellationToken)
    {
        if (run.Lease is { } lease && _functions.TryRemove(lease.Record.Tag, out var functions))
            await functions.DisposeAsync();
        return (run.Lease?.Record.Project ?? setup.TestedProject) is { } project ? await RunLogs.CollectAsync(setup.Engine, project, LogDirectory(run), cancellationToken) : [];
    }

    public async Task TeardownAsync(RunRecord run, Action<string> say, CancellationToken cancellationToken)
    {
        if (IsElsewhere(run))
        {
            throw new BuildChainException(
                $"{run.Tag} is on the engine at {run.Engine}, and this command talks to the one at {EngineHost}.", $"DOCKER_HOST={run.Engine} ./build.sh E2EClean");
        }
        var ended = RunProcesses.End(setup.Store, run.Tag);
        if (ended > 0)
        {
            say($"ended {Amount.Of(ended, "program")} that had been left");
            // What the engine was asked for last may come now.
            await Task.Delay(AfterEnd, cancellationToken);
        }
        // The tree that the run was started in may be gone by now; nothing but the working directory of compose depends on it.
        var root = Directory.Exists(run.Root) ? run.Root : setup.Root;
        await AllAsync(
            async () => say((await StackRemoval.RunAsync(setup.Engine, root, run.Project, volumes: true, QuietlyAsync, cancellationToken)).ToString()),
            () => RunImages.ForgetAsync(setup.Engine, run.Pushed, cancellationToken),
            async () => say($"removed {Amount.Of(await RunImages.RemoveAsync(setup.Engine, run.Tag, cancellationToken), "image")}"),
            () =>
            {
                foreach (var folder in run.Folders.Where(Directory.Exists))
                    Directory.Delete(folder, recursive: true);
                return Task.CompletedTask;
            });
        await setup.Ports.ReleaseAsync(run.Project, cancellationToken);
        if (_ports.TryRemove(run.Tag, out var ports))
            await ports.DisposeAsync();
    }

    /// <summary>Whether a run is on another engine than this command uses.</summary>
    public bool IsElsewhere(RunRecord run) => run.Engine.Length > 0 && EngineHost.Length > 0 && run.Engine != EngineHost;

    string EngineHost => setup.Engine.Host ?? "";

    /// <summary>Takes every step, whatever became of those before.</summary>
    static async Task AllAsync(params IReadOnlyList<Func<Task>> steps)
    {
        var problems = new List<Exception>();
        foreach (var step in steps)
        {
            try
            {
                await step();
            }
            catch (Exception e)
            {
                problems.Add(e);
            }
        }
        if (problems.Count > 0)
            throw new BuildChainException(string.Join('\n', problems.Select(BuildChainException.TextOf).Distinct(StringComparer.Ordinal)), innerException: problems[0]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var functions in _functions.Values)
            await functions.DisposeAsync();
        foreach (var ports in _ports.Values)
            await ports.DisposeAsync();
    }

    async Task PushAsync(RunContext run, StackPlan plan, LocalRegistry registry, PhaseLog log, CancellationToken cancellationToken)
    {
        // On record before it is there: what a kill in between leaves has to be found.
        run.Lease!.Update(record => record with { Pushed = [.. plan.FunctionImages.Select(image => registry.Prefix + image)] });
        log.Line($"pushing {Amount.Of(plan.FunctionImages.Count, "image")} to {registry.Prefix}");
        await new RegistryPush(EngineOf(run), registry).RunAsync(plan.FunctionImages, cancellationToken);
    }

    /// <summary>The engine for programs that <see cref="RunProcesses"/> has to find.</summary>
    EngineConnection EngineOf(RunContext run)
        => setup.Engine with { Environment = new Dictionary<string, string?>(setup.Engine.Environment, StringComparer.Ordinal) { [RunProcesses.Variable] = RunProcesses.Mark(setup.Store, run.Record.Tag) } };

    static string LogDirectory(RunContext run) => Path.Combine(run.Directory, "logs");

    // Not among the report's files: a stack that is kept outlives them.
    static string ConfigDirectory(RunContext run) => Path.Combine(run.Record.Folders[0], "config");

    StackSettings Settings(RunContext run)
    {
        var record = run.Record;
        return new StackSettings(setup.Root, record.Project, record.Mode)
        {
            Env = record.Env,
            Tag = record.Tag,
            Run = record.Tag,
            Ports = new StackPorts(0, 0, 0).From(_ports[record.Tag].First),
            CertificateDirectory = setup.CertificateDirectory,
            ConfigDirectory = ConfigDirectory(run),
            Socket = EngineSocket.Of(setup.Engine),
            Environment = run.Profile.Environment,
        };
    }

    static Task<ComposeExecution> ComposeAsync(PhaseLog log, ComposeInvocation invocation, CancellationToken cancellationToken)
        => ComposeAsync(invocation, log.RunAsync, cancellationToken);

    static Task<ComposeExecution> QuietlyAsync(ComposeInvocation invocation, CancellationToken cancellationToken)
        => ComposeAsync(invocation, ProcessRunner.TryRunAsync, cancellationToken);

    static async Task<ComposeExecution> ComposeAsync(
        ComposeInvocation invocation, Func<ProcessRequest, CancellationToken, Task<ProcessResult>> run, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(invocation.Timeout);
        try
        {
            var request = new ProcessRequest(invocation.Executable, invocation.Arguments) { WorkingDirectory = invocation.WorkingDirectory, Environment = invocation.Environment };
            var result = await run(request, limit.Token);
            return new ComposeExecution(result.ExitCode, $"{result.Output}\n{result.Error}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ComposeExecution(null, "");
        }
    }

    sealed class Progress(PhaseLog log) : IProgress<IReadOnlyList<ServiceCondition>>
    {
        public void Report(IReadOnlyList<ServiceCondition> value)
            => log.Line(string.Join(", ", value.Select(service => $"{service.Service} {service.Reason}")));
    }
}
