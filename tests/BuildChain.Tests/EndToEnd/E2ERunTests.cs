using BuildChain.EndToEnd;

namespace BuildChain.Tests.EndToEnd;

public sealed class E2ERunTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly ScriptedActions _actions;
    readonly List<RunEvent> _events = [];
    readonly RunStore _store;

    public E2ERunTests() => _actions = new ScriptedActions(_store = new RunStore(_directory.At("e2e")));

    public void Dispose() => _directory.Dispose();

    static E2EProfile Profile(params (RunPhase Phase, TimeSpan Limit)[] limits)
        => new("e2e-docker", new SourcePosition("p.yml", 3, 3)) { Timeouts = new PhaseTimeouts(limits.ToDictionary(x => x.Phase, x => x.Limit)) };

    Task<RunResult> RunAsync(RunOptions? options = null, E2EProfile? profile = null, CancellationToken cancellationToken = default)
        => new E2ERun(profile ?? Profile(), _actions, _directory.At("report"), options ?? new RunOptions(), _events.Add).ExecuteAsync(cancellationToken);

    static string Outcomes(RunResult result) => string.Join(' ', result.Phases.Select(phase => $"{PhaseNames.Of(phase.Phase)}:{PhaseNames.Of(phase.Outcome)}"));

    [Fact]
    public async Task A_good_run_goes_through_all_phases_and_leaves_no_record()
    {
        var result = await RunAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(Enum.GetValues<RunPhase>(), _actions.Ran);
        Assert.Equal(("e2e-e2e-docker-0123456", "esb-e2e-docker-0123456", "https://127.0.0.1:18000/"), (result.Tag, result.Project, result.Gateway));
        Assert.Single(result.Images);
        Assert.Empty(_store.Records());
        Assert.Equal(
            ["PhaseStarted ", "Line built", "PhaseEnded "], _events.Where(e => e.Phase == RunPhase.Build).Select(e => $"{e.Kind} {e.Text}"));
        Assert.Equal((RunEventKind.RunEnded, "succeeded"), (_events[^1].Kind, _events[^1].Text));
    }

    [Theory]
    [InlineData(RunPhase.Ports, "tag:succeeded ports:failed build:skipped up:skipped healthy:skipped scenarios:skipped logs:skipped teardown:succeeded")]
    [InlineData(RunPhase.Build, "tag:succeeded ports:succeeded build:failed up:skipped healthy:skipped scenarios:skipped logs:skipped teardown:succeeded")]
    [InlineData(RunPhase.Up, "tag:succeeded ports:succeeded build:succeeded up:failed healthy:skipped scenarios:skipped logs:succeeded teardown:succeeded")]
    [InlineData(RunPhase.Scenarios, "tag:succeeded ports:succeeded build:succeeded up:succeeded healthy:succeeded scenarios:failed logs:succeeded teardown:succeeded")]
    [InlineData(RunPhase.Logs, "tag:succeeded ports:succeeded build:succeeded up:succeeded healthy:succeeded scenarios:succeeded logs:failed teardown:succeeded")]
    public async Task After_a_failure_logs_and_teardown_still_happen(RunPhase failing, string outcomes)
    {
        _actions.Script[failing] = _ => throw new BuildChainException("It broke.", "Mend it.");

        var result = await RunAsync();

        Assert.Equal(outcomes, Outcomes(result));
        Assert.Equal((failing, $"It broke.{Environment.NewLine}  → Mend it."), (result.Failure!.Phase, result.Failure.Problem));
        Assert.Empty(_store.Records());
    }

    [Fact]
    public async Task Without_a_tag_there_is_nothing_to_remove()
    {
        _actions.Script[RunPhase.Tag] = _ => throw new BuildChainException("No git.");

        var result = await RunAsync();

        Assert.Equal([RunPhase.Tag], _actions.Ran);
        Assert.Equal("", result.Tag);
    }

    [Fact]
    public async Task A_phase_that_takes_too_long_is_stopped_and_what_is_left_is_removed()
    {
        _actions.Script[RunPhase.Up] = token => Task.Delay(Timeout.Infinite, token);

        var result = await RunAsync(profile: Profile((RunPhase.Up, TimeSpan.FromSeconds(1))));

        Assert.Equal(PhaseOutcome.TimedOut, result.Failure!.Outcome);
        Assert.Equal("up took longer than 1 s\n  → timeouts.up of the profile (p.yml:3:3) gives it more time", result.Failure.Problem);
        Assert.Equal([RunPhase.Logs, RunPhase.Teardown], _actions.Ran.TakeLast(2));
        Assert.Empty(_store.Records());
    }

    [Fact]
    public async Task A_phase_that_took_too_long_is_told_with_its_last_line()
    {
        _actions.Script[RunPhase.Teardown] = token => Task.Delay(Timeout.Infinite, token);
        _actions.AfterBuild = token => Task.Delay(Timeout.Infinite, token);

        var result = await RunAsync(profile: Profile((RunPhase.Build, TimeSpan.FromSeconds(1)), (RunPhase.Teardown, TimeSpan.FromSeconds(1))));

        Assert.StartsWith("build took longer than 1 s; its last line: built\n", result.Failure!.Problem, StringComparison.Ordinal);
        Assert.Contains("./build.sh E2EClean", result.Phases[^1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_teardown_that_nobody_foresaw_to_fail_tells_what_to_do()
    {
        _actions.Script[RunPhase.Teardown] = _ => throw new HttpRequestException("Connection refused");

        var problem = (await RunAsync()).Failure!.Problem;

        Assert.Contains("HttpRequestException: Connection refused", problem, StringComparison.Ordinal);
        Assert.Contains("./build.sh E2EClean", problem, StringComparison.Ordinal);
        Assert.Single(_store.Records());
    }

    [Fact]
    public async Task A_phase_that_does_not_listen_cannot_keep_the_teardown_from_happening()
    {
        var never = new TaskCompletionSource();
        _actions.Script[RunPhase.Build] = _ => never.Task;

        var result = await RunAsync(new RunOptions { StopGrace = TimeSpan.FromMilliseconds(50) }, Profile((RunPhase.Build, TimeSpan.FromMilliseconds(50))));

        Assert.Equal(PhaseOutcome.TimedOut, result.Failure!.Outcome);
        Assert.Equal(RunPhase.Teardown, _actions.Ran[^1]);
    }

    [Theory]
    [InlineData(RunPhase.Tag)]
    [InlineData(RunPhase.Ports)]
    [InlineData(RunPhase.Build)]
    [InlineData(RunPhase.Up)]
    [InlineData(RunPhase.Healthy)]
    [InlineData(RunPhase.Scenarios)]
    public async Task A_cancellation_in_any_phase_ends_it_and_leaves_nothing(RunPhase phase)
    {
        using var stop = new CancellationTokenSource();
        _actions.Script[phase] = async token =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };

        var result = await RunAsync(cancellationToken: stop.Token);

        Assert.Equal((phase, PhaseOutcome.Cancelled), (result.Failure!.Phase, result.Failure.Outcome));
        Assert.Equal(phase == RunPhase.Tag ? RunPhase.Tag : RunPhase.Teardown, _actions.Ran[^1]);
        Assert.Empty(_store.Records());
    }

    [Fact]
    public async Task A_cancellation_during_the_teardown_does_not_stop_it()
    {
        using var stop = new CancellationTokenSource();
        _actions.Script[RunPhase.Teardown] = async token =>
        {
            await stop.CancelAsync();
            await Task.Delay(50, token);
        };

        Assert.True((await RunAsync(cancellationToken: stop.Token)).Succeeded);
        Assert.Empty(_store.Records());
    }

    [Fact]
    public async Task What_the_teardown_could_not_remove_stays_on_record()
    {
        _actions.Script[RunPhase.Teardown] = _ => throw new BuildChainException("The engine is gone.");

        var result = await RunAsync();

        Assert.Equal((RunPhase.Teardown, false), (result.Failure!.Phase, result.Succeeded));
        Assert.Equal((result.Tag, false), (Assert.Single(_store.Records()).Tag, _store.Records()[0].Kept));
        Assert.Single(_store.TakeDead()).Dispose();
    }

    [Fact]
    public async Task A_failed_scenario_fails_the_run()
    {
        _actions.Scenarios = [.. _actions.Scenarios, new("standard", "Errors", "It fails", ScenarioOutcome.Failed, TimeSpan.Zero)];

        var result = await RunAsync();

        Assert.Equal("1 of 2 scenarios failed: It fails", result.Failure!.Problem);
        Assert.Equal(2, result.Scenarios.Count);
    }

    [Fact]
    public async Task A_run_without_any_scenario_is_no_success()
    {
        _actions.Scenarios = [];

        Assert.StartsWith("No scenario ran.", (await RunAsync()).Failure!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_run_stays_on_record_as_such()
    {
        var result = await RunAsync(new RunOptions { Keep = true });

        Assert.True(result.Succeeded);
        Assert.DoesNotContain(RunPhase.Teardown, _actions.Ran);
        Assert.True(Assert.Single(_store.Records()).Kept);
    }

    [Fact]
    public async Task Build_only_stops_after_the_images_and_keeps_them()
    {
        var result = await RunAsync(new RunOptions { BuildOnly = true });

        Assert.True(result.Succeeded);
        Assert.Equal([RunPhase.Tag, RunPhase.Build], _actions.Ran);
        Assert.True(Assert.Single(_store.Records()).Kept);
    }

    [Fact]
    public async Task Build_only_that_fails_removes_the_half_that_was_built()
    {
        _actions.Script[RunPhase.Build] = _ => throw new BuildChainException("It broke.");

        await RunAsync(new RunOptions { BuildOnly = true });

        Assert.Equal([RunPhase.Tag, RunPhase.Build, RunPhase.Teardown], _actions.Ran);
        Assert.Empty(_store.Records());
    }

    [Fact]
    public async Task Test_only_runs_the_scenarios_saves_the_logs_and_touches_nothing()
    {
        var result = await RunAsync(new RunOptions { TestOnly = new Uri("https://127.0.0.1:8443"), TestedTag = "v1" });

        Assert.True(result.Succeeded);
        Assert.Equal([RunPhase.Scenarios, RunPhase.Logs], _actions.Ran);
        Assert.Equal(("https://127.0.0.1:8443/", "v1"), (result.Gateway, result.Tag));
    }
}
