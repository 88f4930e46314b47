using System.Diagnostics;

namespace BuildChain.EndToEnd;

/// <summary>One run of a profile: its phases in order, each with its own limit; logs and teardown whatever happened before.</summary>
public sealed class E2ERun(E2EProfile profile, IRunActions actions, string directory, RunOptions options, Action<RunEvent> onEvent)
{
    const int MostNames = 3;

    readonly List<PhaseResult> _phases = [];
    RunPhase _phase;
    string _lastLine = "";

    /// <summary>Never throws for what goes wrong in a phase: that is a result.</summary>
    /// <param name="cancellationToken">Ends the current phase; logs and teardown still happen.</param>
    public async Task<RunResult> ExecuteAsync(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(directory);
        var run = new RunContext(profile, directory, Say) { Gateway = options.TestOnly };
        var result = new RunResult(profile, "", "", [], directory);
        try
        {
            await PhaseAsync(RunPhase.Tag, async token => run.Lease = await actions.TagAsync(run, token), cancellationToken);
            await PhaseAsync(RunPhase.Ports, token => actions.PortsAsync(run, token), cancellationToken);
            await PhaseAsync(RunPhase.Build, async token => result = result with { Images = await actions.BuildAsync(run, token) }, cancellationToken);
            await PhaseAsync(RunPhase.Up, token => actions.UpAsync(run, token), cancellationToken);
            await PhaseAsync(RunPhase.Healthy, async token => run.Gateway = await actions.HealthyAsync(run, token), cancellationToken);
            await PhaseAsync(
                RunPhase.Scenarios,
                async token => Judge((result = result with { Scenarios = await actions.ScenariosAsync(run, token) }).Scenarios), cancellationToken);

            // Not cancelled by what ended the run: this is what a cancelled run still owes.
            await PhaseAsync(RunPhase.Logs, async token => result = result with { Logs = await actions.LogsAsync(run, token) }, CancellationToken.None);
            await PhaseAsync(RunPhase.Teardown, token => TeardownAsync(run.Lease!, token), CancellationToken.None);
            return Finish(run, result);
        }
        finally
        {
            run.Lease?.Dispose();
        }
    }

    RunResult Finish(RunContext run, RunResult result)
    {
        if (run.Lease is { } lease && Outcome(RunPhase.Teardown) == PhaseOutcome.Skipped)
            lease.Update(record => record with { Kept = true });
        result = result with
        {
            Tag = run.Lease?.Record.Tag ?? options.TestedTag,
            Project = run.Lease?.Record.Project ?? "",
            Phases = _phases,
            Versions = run.Versions,
            Gateway = run.Gateway?.ToString() ?? "",
        };
        Tell(RunEventKind.RunEnded, result.Failure is { } failure ? $"{PhaseNames.Of(failure.Phase)} {PhaseNames.Of(failure.Outcome)}" : "succeeded");
        return result;
    }

    async Task TeardownAsync(RunLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await actions.TeardownAsync(lease.Record, Say, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BuildChainException($"Not everything of {lease.Record.Tag} could be removed.\n{BuildChainException.TextOf(e)}", "When that is put right: ./build.sh E2EClean", e);
        }
        lease.Complete();
    }

    async Task PhaseAsync(RunPhase phase, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _phase = phase;
        if (!IsDue(phase))
        {
            _phases.Add(new PhaseResult(phase, PhaseOutcome.Skipped, null, TimeSpan.Zero, ""));
            return;
        }
        _lastLine = "";
        Tell(RunEventKind.PhaseStarted, "");
        var (started, watch) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        var (outcome, problem) = await LimitedAsync(phase, work, cancellationToken);
        _phases.Add(new PhaseResult(phase, outcome, started, watch.Elapsed, problem));
        Tell(RunEventKind.PhaseEnded, problem);
    }

    bool IsDue(RunPhase phase) => phase switch
    {
        // What was begun has containers to tell about; what has a name has something to remove. Half of the images are of no use.
        RunPhase.Logs => options.Wants(phase) && (Outcome(RunPhase.Up) != PhaseOutcome.Skipped || Outcome(RunPhase.Scenarios) != PhaseOutcome.Skipped),
        RunPhase.Teardown => Outcome(RunPhase.Tag) == PhaseOutcome.Succeeded && (options.Wants(phase) || (options.BuildOnly && !SoFarGood)),
        _ => options.Wants(phase) && SoFarGood,
    };

    bool SoFarGood => _phases.TrueForAll(earlier => earlier.Outcome is PhaseOutcome.Succeeded or PhaseOutcome.Skipped);

    PhaseOutcome Outcome(RunPhase phase) => _phases.Find(result => result.Phase == phase)?.Outcome ?? PhaseOutcome.Skipped;

    async Task<(PhaseOutcome Outcome, string Problem)> LimitedAsync(RunPhase phase, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var limit = profile.Timeouts.Of(phase);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            await PatientlyAsync(Task.Run(() => work(stop.Token), CancellationToken.None), stop.Token);
            return (PhaseOutcome.Succeeded, "");
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return (PhaseOutcome.Cancelled, "cancelled");
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return (PhaseOutcome.TimedOut, LateOf(phase, limit));
        }
        catch (Exception e)
        {
            return (PhaseOutcome.Failed, BuildChainException.TextOf(e));
        }
    }

    string LateOf(RunPhase phase, TimeSpan limit)
    {
        var name = PhaseNames.Of(phase);
        var said = _lastLine.Length > 0 ? $"; its last line: {_lastLine}" : "";
        var clean = phase == RunPhase.Teardown ? "\n  → ./build.sh E2EClean removes what is left" : "";
        return $"{name} took longer than {limit.TotalSeconds:0} s{said}{clean}\n  → timeouts.{name} of the profile ({profile.At}) gives it more time";
    }

    // Work that does not listen must not keep the teardown from happening.
    async Task PatientlyAsync(Task work, CancellationToken cancellationToken)
    {
        var stopped = Task.Delay(Timeout.Infinite, cancellationToken);
        if (await Task.WhenAny(work, stopped) != work)
            await Task.WhenAny(work, Task.Delay(options.StopGrace, CancellationToken.None));
        if (!work.IsCompleted)
            throw new TimeoutException();
        await work;
    }

    static void Judge(IReadOnlyList<Scenario> scenarios)
    {
        var failed = scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed).ToList();
        if (failed.Count > 0)
        {
            var names = failed.Take(MostNames).Select(scenario => scenario.Name).Concat(failed.Count > MostNames ? ["…"] : []);
            throw new BuildChainException($"{failed.Count} of {scenarios.Count} scenarios failed: {string.Join(", ", names)}");
        }
        if (!scenarios.Any(scenario => scenario.Outcome == ScenarioOutcome.Passed))
            throw new BuildChainException("No scenario ran.", "Look at the suites of the profile, and at --suites and --filter.");
    }

    void Say(string line)
    {
        _lastLine = line;
        Tell(RunEventKind.Line, line);
    }

    void Tell(RunEventKind kind, string text) => onEvent(new RunEvent(profile.Name, _phase, kind, text, DateTimeOffset.UtcNow));
}
