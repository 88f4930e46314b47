using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>Runs suites of the scenarios' test project, which is built already.</summary>
/// <param name="DotNet">The program <c>dotnet</c>.</param>
/// <param name="Assembly">Absolute path of the built test assembly.</param>
/// <param name="Filter">A filter of <c>dotnet test</c> that is combined with the suite's; empty for none.</param>
public sealed record ScenarioRunner(string DotNet, string Assembly, string Filter)
{
    const string SuiteTrait = "Suite";

    /// <summary>Runs each suite with its own TRX file in the run's directory.</summary>
    internal async Task<IReadOnlyList<Scenario>> RunAsync(
        RunContext run, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var scenarios = new List<Scenario>();
        foreach (var suite in run.Profile.Suites)
        {
            using var log = new PhaseLog(run, $"scenarios-{suite}");
            var file = Path.Combine(run.Directory, $"{suite}.trx");
            File.Delete(file);
            var result = await log.RunAsync(Request(run, suite, file, environment), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (!File.Exists(file))
            {
                throw new BuildChainException(
                    $"The scenarios of suite '{suite}' broke off (exit code {result.ExitCode}): {(result.Error.Length > 0 ? result.Error : result.Output).Split('\n')[^1]}", $"All of it: {log.Path}");
            }
            scenarios.AddRange(TrxFile.Read(file, suite));
            if (TrxFile.Problem(file) is { } problem && !scenarios.Exists(scenario => scenario.Outcome == ScenarioOutcome.Failed))
                throw new BuildChainException($"The scenarios of suite '{suite}' broke off: {problem}", $"All of it: {log.Path}");
        }
        return scenarios;
    }

    ProcessRequest Request(RunContext run, string suite, string file, IReadOnlyDictionary<string, string?> environment)
    {
        var filter = Filter.Length == 0 ? $"{SuiteTrait}={suite}" : $"{SuiteTrait}={suite}&({Filter})";
        return new ProcessRequest(
            DotNet,
            ["vstest", Assembly, $"--TestCaseFilter:{filter}", $"--logger:trx;LogFileName={Path.GetFileName(file)}", "--logger:console;verbosity=normal", $"--ResultsDirectory:{run.Directory}"])
        {
            WorkingDirectory = run.Directory,
            Environment = environment,
        };
    }
}
