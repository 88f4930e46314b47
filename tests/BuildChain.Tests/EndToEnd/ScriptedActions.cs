using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

/// <summary>Phases that do nothing but what a test tells one of them, and remember that they ran.</summary>
sealed class ScriptedActions(RunStore store) : IRunActions
{
    readonly List<RunPhase> _ran = [];

    public IReadOnlyList<RunPhase> Ran => _ran;

    public Dictionary<RunPhase, Func<CancellationToken, Task>> Script { get; } = [];

    public Func<CancellationToken, Task>? AfterBuild { get; set; }

    public IReadOnlyList<Scenario> Scenarios { get; set; } = [new("smoke", "Smoke", "It answers", ScenarioOutcome.Passed, TimeSpan.FromSeconds(1))];

    public async Task<RunLease> TagAsync(RunContext run, CancellationToken cancellationToken)
    {
        await DoAsync(RunPhase.Tag, cancellationToken);
        return store.Take($"e2e-{run.Profile.Env}-0123456", tag => new RunRecord(tag, RunNames.Project(tag), run.Profile.Name, run.Profile.Env, run.Profile.Mode, "/repo", 1, DateTimeOffset.UtcNow));
    }

    public Task PortsAsync(RunContext run, CancellationToken cancellationToken) => DoAsync(RunPhase.Ports, cancellationToken);

    public async Task<IReadOnlyList<RunImage>> BuildAsync(RunContext run, CancellationToken cancellationToken)
    {
        await DoAsync(RunPhase.Build, cancellationToken);
        run.Say("built");
        if (AfterBuild is { } after)
            await after(cancellationToken);
        return [new RunImage($"esb-gateway-docker:{run.Record.Tag}", "sha256:1", "built")];
    }

    public Task UpAsync(RunContext run, CancellationToken cancellationToken) => DoAsync(RunPhase.Up, cancellationToken);

    public async Task<Uri> HealthyAsync(RunContext run, CancellationToken cancellationToken)
    {
        await DoAsync(RunPhase.Healthy, cancellationToken);
        return new Uri("https://127.0.0.1:18000");
    }

    public async Task<IReadOnlyList<Scenario>> ScenariosAsync(RunContext run, CancellationToken cancellationToken)
    {
        await DoAsync(RunPhase.Scenarios, cancellationToken);
        return Scenarios;
    }

    public async Task<IReadOnlyList<ContainerLog>> LogsAsync(RunContext run, CancellationToken cancellationToken)
    {
        await DoAsync(RunPhase.Logs, cancellationToken);
        return [];
    }

    public Task TeardownAsync(RunRecord run, Action<string> say, CancellationToken cancellationToken) => DoAsync(RunPhase.Teardown, cancellationToken);

    Task DoAsync(RunPhase phase, CancellationToken cancellationToken)
    {
        lock (_ran)
            _ran.Add(phase);
        return Script.TryGetValue(phase, out var script) ? script(cancellationToken) : Task.CompletedTask;
    }
}
