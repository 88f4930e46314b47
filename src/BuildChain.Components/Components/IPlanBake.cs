using BuildChain.Bake;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using BuildChain.Compose;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>Shows what a bake would do, and why; builds nothing.</summary>
public interface IPlanBake : IBake, ILint, IHasFormat
{
    Target PlanBake => _ => _
        .Description("Shows image, tag, links, contexts, cache state and problems of a bake")
        .DependsOn(GenerateFunctions, SetupEngine)
        .Executes(async () =>
        {
            LintReport.EnsureSound(await FindingsAsync(LintedComposeFiles()));
            using var functions = WantsFunctions ? await GenerateAsync() : null;
            var plan = (await PlanAsync(await RequestAsync(functions, BakeTargets))).WithCacheStates();
            Show(Render(plan));
        });

    private string Render(BakePlan plan)
        => Format == ReportFormat.Json ? PlanJson.Render(plan)
            : Format == ReportFormat.Mermaid ? PlanMermaid.Render(plan)
            : PlanTable.Render(plan, DateTimeOffset.UtcNow);
}
