using BuildChain.Components.Input;
using BuildChain.EndToEnd;
using Nuke.Common;

namespace BuildChain.Components.Reporting;

/// <summary>Adds to the job's summary and annotates, where the build runs in a GitHub workflow; elsewhere it does nothing.</summary>
static class GitHubReporter
{
    static readonly Lock Gate = new();

    public static bool IsActive => UserEnvironment.Get("GITHUB_ACTIONS") == "true";

    public static void Summary(string title, string text)
    {
        if (!IsActive || UserEnvironment.Get("GITHUB_STEP_SUMMARY") is not { } file)
            return;
        lock (Gate)
            File.AppendAllText(file, GitHubText.Section(title, text));
    }

    /// <summary>Annotates every place that the text names.</summary>
    public static void Annotate(string text)
    {
        if (IsActive)
            Write(GitHubText.Annotations(text, NukeBuild.RootDirectory));
    }

    public static void Runs(IReadOnlyList<RunResult> runs)
    {
        Summary($"E2E: {RunSummary.OneLine(runs)}", RunSummary.Render(runs));
        if (IsActive)
            Write(runs.SelectMany(run => run.Scenarios, (run, scenario) => (run, scenario)).Where(x => x.scenario.Outcome == ScenarioOutcome.Failed)
                .Select(x => GitHubText.Failure($"{x.run.Profile.Name}: {x.scenario.Name}: {x.scenario.Message}", x.scenario.StackTrace, NukeBuild.RootDirectory)));
    }

    // A command has to be at the beginning of its line, which the log's lines are not.
    static void Write(IEnumerable<string> commands)
    {
        foreach (var command in commands)
            Console.WriteLine(command);
    }
}
