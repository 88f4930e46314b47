using Nuke.Common;

namespace BuildChain.Components;

/// <summary>Everything in one bake graph, or just the targets that are named.</summary>
public interface IBake : IBakeControl
{
    [Parameter("Bake targets or groups. Default: all of --mode")]
    string[] BakeTargets => TryGetValue(() => BakeTargets) ?? [MetaTarget, BaseGroup, ControlGroup];

    Target Bake => _ => _
        .Description("Bakes everything for --mode, or the --bake-targets named")
        .DependsOn(SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(() => BakeAsync(BakeTargets));
}
