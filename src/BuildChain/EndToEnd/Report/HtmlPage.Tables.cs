using System.Globalization;

namespace BuildChain.EndToEnd;

public static partial class HtmlPage
{
    static void Scenarios(HtmlText page, RunResult run)
    {
        if (run.Scenarios.Count == 0)
            return;
        page.Raw("<details open><summary>Scenarios</summary><div class=\"wide\"><table><thead><tr><th>Result</th><th>Suite</th><th>Scenario</th><th class=\"number\">Time</th></tr></thead><tbody>\n");
        page.Each(run.Scenarios, static (html, scenario) => html
            .Raw("<tr><td>").Element("span", Word(scenario.Outcome), $"mark {Word(scenario.Outcome)}").Raw("</td>").Element("td", scenario.Suite)
            .Open("td").Text(scenario.Name.Replace('_', ' ')).Raw(scenario.Outcome == ScenarioOutcome.Skipped && scenario.Message.Length > 0 ? $" <small>{HtmlText.Escape(scenario.Message)}</small>" : "").Raw("</td>")
            .Element("td", HtmlText.Time(scenario.Duration), "number").Raw("</tr>\n"));
        page.Raw("</tbody></table></div></details>\n");
    }

    static void Phases(HtmlText page, RunResult run)
    {
        page.Raw("<details><summary>Phases</summary><div class=\"wide\"><table><thead><tr><th>Phase</th><th>Outcome</th><th>Started (UTC)</th><th class=\"number\">Time</th></tr></thead><tbody>\n");
        page.Each(run.Phases, static (html, phase) => html
            .Raw("<tr>").Element("td", PhaseNames.Of(phase.Phase)).Element("td", PhaseNames.Of(phase.Outcome), phase.Problem.Length > 0 ? "failed" : "")
            .Element("td", phase.Started?.UtcDateTime.ToString("HH:mm:ss.f", CultureInfo.InvariantCulture) ?? "")
            .Element("td", phase.Started is null ? "" : HtmlText.Time(phase.Duration), "number").Raw("</tr>\n"));
        page.Raw("</tbody></table></div></details>\n");
    }

    static void Images(HtmlText page, RunResult run)
    {
        page.Raw("<details><summary>Images and versions</summary>");
        if (run.Versions.Count > 0)
            page.Open("p", "facts").Text(string.Join(" · ", run.Versions.OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => $"{version.Key} {version.Value}"))).Raw("</p>");
        page.Raw("<div class=\"wide\"><table><thead><tr><th>Image</th><th>Digest</th><th>Status</th></tr></thead><tbody>\n");
        page.Each(run.Images, static (html, image) => html
            .Raw("<tr>").Element("td", image.Reference).Open("td").Element("code", image.Digest).Raw("</td>").Element("td", image.Status).Raw("</tr>\n"));
        page.Raw("</tbody></table></div></details>\n");
    }

    static void Logs(HtmlText page, RunResult run, Func<ContainerLog, IReadOnlyList<string>> read, string folder)
    {
        foreach (var log in run.Logs)
        {
            var lines = read(log);
            var link = Path.GetRelativePath(folder, log.File).Replace('\\', '/');
            page.Raw("<details><summary>Log of ").Text(log.Container).Raw(" ")
                .Element("small", string.Create(CultureInfo.InvariantCulture, $"{lines.Count} lines")).Raw($"</summary><p class=\"facts\"><a href=\"{HtmlText.Escape(link)}\">{HtmlText.Escape(link)}</a>")
                .Text(lines.Count > MostLogLines ? string.Create(CultureInfo.InvariantCulture, $": the last {MostLogLines} of {lines.Count} lines are here") : "").Raw("</p>")
                .Element("pre", string.Join('\n', lines.TakeLast(MostLogLines)), "log").Raw("</details>\n");
        }
    }

    static string Word(ScenarioOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
