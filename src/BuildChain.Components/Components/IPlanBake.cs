using BuildChain.Bake;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>Shows what a bake would do, and why; builds nothing.</summary>
public interface IPlanBake : IBakeControl
{
    [Parameter("How the plan is shown. Default: 'table'")]
    PlanFormat Format => TryGetValue(() => Format) ?? PlanFormat.Table;

    [Parameter("Bake targets or groups to plan. Default: what BakeControl bakes")]
    string[] BakeTargets => TryGetValue(() => BakeTargets) ?? [MetaTarget, BaseGroup, ControlGroup];

    Target PlanBake => _ => _
        .Description("Shows image, tag, links, contexts, cache state and problems of a bake")
        .DependsOn(SetupEngine)
        .Executes(async () =>
        {
            var plan = await PlanAsync(BakeTargets);
            BuildReporter.Block(Render(plan));
        });

    private string Render(BakePlan plan)
        => Format == PlanFormat.Json ? PlanJson.Render(plan)
            : Format == PlanFormat.Mermaid ? PlanMermaid.Render(plan)
            : PlanTable.Render(plan);
}
