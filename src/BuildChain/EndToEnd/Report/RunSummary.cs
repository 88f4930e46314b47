using System.Globalization;
using System.Text;

namespace BuildChain.EndToEnd;

/// <summary>The end of an E2E command: one screen.</summary>
public static class RunSummary
{
    const int MostFailures = 8;

    /// <summary>A table with one line per run, then what failed and where to look.</summary>
    public static string Render(IReadOnlyList<RunResult> runs)
    {
        var table = TextTable.Render(
            ["PROFILE", "RESULT", "SCENARIOS", "BUILD", "UP", "TESTS", "TOTAL", "TAG"],
            runs.Select(run => (IReadOnlyList<string>)
            [
                run.Profile.Name, Outcome(run), Scenarios(run), Time(run, RunPhase.Build), Time(run, RunPhase.Up, RunPhase.Healthy), Time(run, RunPhase.Scenarios),
                Seconds(run.Duration), run.Tag.Length > 0 ? run.Tag : "-",
            ]),
            2, 3, 4, 5, 6);
        var text = new StringBuilder(table);
        foreach (var run in runs)
            Problems(text, run);
        return text.ToString();
    }

    /// <summary><c>2 of 2 profiles passed</c>.</summary>
    public static string OneLine(IReadOnlyList<RunResult> runs)
        => string.Create(CultureInfo.InvariantCulture, $"{runs.Count(run => run.Succeeded)} of {runs.Count} profiles passed");

    static void Problems(StringBuilder text, RunResult run)
    {
        foreach (var phase in run.Phases.Where(phase => phase.Problem.Length > 0))
            text.Append(CultureInfo.InvariantCulture, $"\n{run.Profile.Name}, {PhaseNames.Of(phase.Phase)}: {phase.Problem.Replace("\n", "\n  ", StringComparison.Ordinal)}\n");
        var failed = run.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed).ToList();
        foreach (var scenario in failed.Take(MostFailures))
            text.Append(CultureInfo.InvariantCulture, $"  {scenario.Name}: {scenario.Message.Split('\n')[0]}\n");
        if (failed.Count > MostFailures)
            text.Append(CultureInfo.InvariantCulture, $"  … and {failed.Count - MostFailures} more\n");
    }

    static string Outcome(RunResult run) => run.Failure is { } failure ? $"{PhaseNames.Of(failure.Phase)} {PhaseNames.Of(failure.Outcome)}" : "passed";

    static string Scenarios(RunResult run)
        => run.Scenarios.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{run.Scenarios.Count(s => s.Outcome == ScenarioOutcome.Passed)}/{run.Scenarios.Count}");

    static string Time(RunResult run, params RunPhase[] phases)
        => run.Phases.Where(phase => phase.Started is not null && phases.Contains(phase.Phase)).ToList() is { Count: > 0 } ran
            ? Seconds(ran.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Duration)) : "-";

    static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0}s");
}
