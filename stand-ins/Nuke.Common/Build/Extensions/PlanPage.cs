using System.Net;
using System.Text;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>
/// <c>.nuke/temp/execution-plan.html</c>: the plan in its order and the graph of all targets as Mermaid text. Unlike NUKE's page it
/// needs no scripts from the network, and no browser is opened.
/// </summary>
static class PlanPage
{
    public static string Write(IReadOnlyCollection<ExecutableTarget> targets, IReadOnlyCollection<ExecutableTarget> plan)
    {
        var page = new StringBuilder();
        page.AppendLine("<!doctype html>").AppendLine("<meta charset=\"utf-8\">").AppendLine("<title>Execution plan</title>");
        page.AppendLine("<h1>Execution plan</h1>").AppendLine("<ol>");
        foreach (var target in plan)
            page.AppendLine($"<li>{WebUtility.HtmlEncode($"{target.Name} {target.Description}".TrimEnd())}</li>");
        page.AppendLine("</ol>").AppendLine("<h1>All targets</h1>").AppendLine("<pre>").AppendLine("graph LR");
        foreach (var target in targets)
            AppendLinks(page, target);
        page.AppendLine("</pre>");

        var file = Path.Combine(NukeBuild.TemporaryDirectory, "execution-plan.html");
        File.WriteAllText(file, page.ToString());
        return file;
    }

    static void AppendLinks(StringBuilder page, ExecutableTarget target)
    {
        if (target.AllDependencies.Count == 0)
            page.AppendLine($"    {target.Name}");
        foreach (var dependency in target.ExecutionDependencies)
            page.AppendLine($"    {dependency.Name} --&gt; {target.Name}");
        foreach (var dependency in target.OrderDependencies)
            page.AppendLine($"    {dependency.Name} -.-&gt; {target.Name}");
        foreach (var dependency in target.TriggerDependencies)
            page.AppendLine($"    {dependency.Name} ==&gt; {target.Name}");
    }
}
