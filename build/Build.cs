using BuildChain.Components;
using BuildChain.Components.Docker;
using BuildChain.Components.Input;
using BuildChain.Meta;
using Nuke.Common;

/// <summary>The build's entry point. Each topic's targets are in a file of their own.</summary>
sealed partial class Build : NukeBuild, IBakeMeta, IPlanBake, IManageCache, ILint, IRunStack, IRunE2E, IBrand, IInspect, ISetupBuildx
{
    public static int Main(string[] args)
    {
        TerminalPrograms.EndBeforeSummary();
        RunCancellation.EndBeforeSummary();
        return RunCancellation.ExitCode(InputCheck.Run<Build>(args) ?? Execute<Build>(x => ((IBakeControl)x).BakeControl));
    }

    string IHasBake.Version => "0.1.0";

    protected override void OnBuildInitialized() => InputCheck.Ensure(() =>
    {
        ((IHasBake)this).CheckInput();
        ((IBakeFunctions)this).CheckTemplateInput();
        ((IRunStack)this).CheckStackInput();
        ((IRunE2E)this).CheckE2eInput();
        ((IHasFormat)this).CheckFormatInput();
        _ = ((IManageCache)this).PrunePolicy;
        ((ISetupBuildx)this).CheckBuilderInput();
        _ = ((IBrand)this).WantedBrand;
    });
}
