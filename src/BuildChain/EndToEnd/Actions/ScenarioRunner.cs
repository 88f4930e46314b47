using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>Runs suites of the scenarios' test project, which is built already.</summary>
/// <param name="DotNet">The program <c>dotnet</c>.</param>
/// <param name="Assembly">Absolute path of the built test assembly.</param>
/// <param name="Filter">A filter of <c>dotnet test</c> that is combined with the suite's; empty for none.</param>
public sealed record ScenarioRunner(string DotNet, string Assembly, string Filter)
{
    /// <summary>A suite that no scenario belongs to would be left out without a word.</summary>
    /// <exception cref="BuildChainException">The profile wants one.</exception>
    public void EnsureKnown(E2EProfile profile)
    {
        var known = ScenarioSuites.Read(Assembly).Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (profile.Suites.FirstOrDefault(suite => !known.Contains(suite, StringComparer.Ordinal)) is { } unknown)
            throw new BuildChainException($"No scenario of {Path.GetFileName(Assembly)} is of the suite '{unknown}'. Known are: {NearestName.Describe(unknown, known)}", $"Correct --suites, or the profile at {profile.At}");
    }

    /// <summary>Runs the suites in one go, with one TRX file in the run's directory.</summary>
    internal async Task<IReadOnlyList<Scenario>> RunAsync(
        RunContext run, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        EnsureKnown(run.Profile);
        using var log = new PhaseLog(run, "scenarios");
        var file = Path.Combine(run.Directory, "scenarios.trx");
        File.Delete(file);
        var result = await log.RunAsync(Request(run, file, environment), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(file))
        {
            throw new BuildChainException(
                $"The scenarios broke off (exit code {result.ExitCode}): {(result.Error.Length > 0 ? result.Error : result.Output).Split('\n')[^1]}", $"All of it: {log.Path}");
        }
        var scenarios = TrxFile.Read(file, ScenarioSuites.Read(Assembly));
        if (TrxFile.Problem(file) is { } problem && !scenarios.Any(scenario => scenario.Outcome == ScenarioOutcome.Failed))
            throw new BuildChainException($"The scenarios broke off: {problem}", $"All of it: {log.Path}");
        return scenarios;
    }

    ProcessRequest Request(RunContext run, string file, IReadOnlyDictionary<string, string?> environment)
    {
        var suites = $"({string.Join('|', run.Profile.Suites.Select(suite => $"{ScenarioSuites.Trait}={suite}"))})";
        var filter = Filter.Length == 0 ? suites : $"{suites}&({Filter})";
        return new ProcessRequest(
            DotNet,
            ["vstest", Assembly, $"--TestCaseFilter:{filter}", $"--logger:trx;LogFileName={Path.GetFileName(file)}", "--logger:console;verbosity=normal", $"--ResultsDirectory:{run.Directory}"])
        {
            WorkingDirectory = run.Directory,
            Environment = environment,
        };
    }
}
