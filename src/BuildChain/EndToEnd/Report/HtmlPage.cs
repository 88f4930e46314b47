using System.Globalization;

namespace BuildChain.EndToEnd;

/// <summary>All runs of one command on one page that needs no other file: no script, no font, no picture.</summary>
public static partial class HtmlPage
{
    const int MostLogLines = 2000;

    /// <param name="read">The lines of a container's log.</param>
    /// <param name="folder">Absolute; where the page will be, for links to full logs.</param>
    public static string Render(IReadOnlyList<RunResult> runs, DateTimeOffset started, Func<ContainerLog, IReadOnlyList<string>> read, string folder)
    {
        var page = new HtmlText();
        var succeeded = runs.All(run => run.Succeeded);
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">\n").Element("title", $"E2E: {RunSummary.OneLine(runs)}").Raw($"\n<style>\n{Style}</style>\n</head>\n<body>\n");
        page.Open("header").Open("h1").Open("span", succeeded ? "mark passed" : "mark failed").Text(succeeded ? "passed" : "failed").Raw("</span> ").Text(RunSummary.OneLine(runs)).Raw("</h1>")
            .Element("p", Facts(runs, started), "facts").Raw("</header>\n<main>\n");
        Overview(page, runs);
        foreach (var run in runs)
            Run(page, run, read, folder);
        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    static string Facts(IReadOnlyList<RunResult> runs, DateTimeOffset started)
    {
        var scenarios = runs.SelectMany(run => run.Scenarios).ToList();
        var longest = runs.Select(run => run.Duration).DefaultIfEmpty().Max();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC · {scenarios.Count(s => s.Outcome == ScenarioOutcome.Passed)} of {scenarios.Count} scenarios passed · longest run {HtmlText.Time(longest)}");
    }

    static void Overview(HtmlText page, IReadOnlyList<RunResult> runs)
    {
        var scale = Math.Max(0.001, runs.Select(run => run.Duration.TotalSeconds).DefaultIfEmpty().Max());
        page.Open("section", "overview");
        foreach (var run in runs)
        {
            page.Raw($"<a class=\"run {(run.Succeeded ? "passed" : "failed")}\" href=\"#{HtmlText.Escape(run.Profile.Name)}\">")
                .Element("strong", run.Profile.Name).Element("span", Outcome(run), "outcome").Element("span", Counts(run), "counts");
            page.Raw("<span class=\"bar\" aria-hidden=\"true\">");
            foreach (var phase in run.Phases.Where(phase => phase.Started is not null))
            {
                var share = (phase.Duration.TotalSeconds / scale * 100).ToString("0.##", CultureInfo.InvariantCulture);
                page.Raw($"<i class=\"{PhaseNames.Of(phase.Phase)}{(phase.Problem.Length > 0 ? " broken" : "")}\" style=\"width:{share}%\" title=\"{PhaseNames.Of(phase.Phase)} {HtmlText.Time(phase.Duration)}\"></i>");
            }
            page.Raw("</span>").Element("span", HtmlText.Time(run.Duration), "time").Raw("</a>\n");
        }
        page.Raw("</section>\n");
    }

    static string Outcome(RunResult run) => run.Failure is { } failure ? $"{PhaseNames.Of(failure.Phase)} {PhaseNames.Of(failure.Outcome)}" : "passed";

    static string Counts(RunResult run) => run.Scenarios.Count == 0 ? "no scenario ran"
        : string.Create(CultureInfo.InvariantCulture, $"{run.Scenarios.Count(s => s.Outcome == ScenarioOutcome.Passed)} of {run.Scenarios.Count} scenarios");

    static void Run(HtmlText page, RunResult run, Func<ContainerLog, IReadOnlyList<string>> read, string folder)
    {
        page.Raw($"<section class=\"profile\" id=\"{HtmlText.Escape(run.Profile.Name)}\">\n").Open("h2").Text(run.Profile.Name)
            .Raw(" ").Element("small", $"{run.Profile.Mode} mode · {run.Tag} · {run.Gateway}").Raw("</h2>\n");
        page.Each(run.Phases.Where(phase => phase.Problem.Length > 0), static (html, phase) =>
            html.Open("div", "problem").Element("h3", $"{PhaseNames.Of(phase.Phase)} {PhaseNames.Of(phase.Outcome)}").Element("pre", phase.Problem).Raw("</div>\n"));
        page.Each(run.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed), (html, scenario) => Failure(html, run, scenario, read));
        Scenarios(page, run);
        Phases(page, run);
        Images(page, run);
        Logs(page, run, read, folder);
        page.Raw("</section>\n");
    }

    static void Failure(HtmlText page, RunResult run, Scenario scenario, Func<ContainerLog, IReadOnlyList<string>> read)
    {
        page.Open("div", "failure").Open("div").Element("h3", scenario.Name).Element("p", $"{scenario.Suite} · {scenario.ClassName} · {HtmlText.Time(scenario.Duration)}", "facts")
            .Element("pre", scenario.Message, "message");
        if (scenario.StackTrace.Length > 0)
            page.Raw("<details><summary>Stack trace</summary>").Element("pre", scenario.StackTrace).Raw("</details>");
        if (scenario.Output.Length > 0)
            page.Raw("<details open><summary>What the scenario printed</summary>").Element("pre", scenario.Output).Raw("</details>");
        page.Raw("</div><div>").Element("h3", "Log lines of its requests");
        var (ids, lines) = (RequestLines.Ids(scenario), RequestLines.Of(scenario, run.Logs, read));
        page.Element("p", ids.Count == 0 ? "The scenario printed no request id." : lines.Count == 0 ? $"No container logged {string.Join(", ", ids)}." : string.Join(", ", ids), "facts");
        page.Each(lines.GroupBy(line => line.Container, StringComparer.Ordinal), static (html, group) =>
            html.Element("h4", group.Key).Element("pre", string.Join('\n', group.Select(line => line.Text)), "log"));
        page.Raw("</div></div>\n");
    }
}
