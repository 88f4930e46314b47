using BuildChain.Bake;
using BuildChain.Functions.Generation;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>Everything in one bake graph, or just the targets that are named.</summary>
public interface IBake : IBakeControl, IBakeFunctions
{
    [Parameter("Bake targets or groups. Default: all of --mode, functions among them")]
    string[] BakeTargets => TryGetValue(() => BakeTargets) ?? [MetaTarget, BaseGroup, ControlGroup, .. HasTemplate ? [FunctionTargets.Group] : Array.Empty<string>()];

    /// <summary>Not where every target named is one of the bake file's own: a template that is being worked on should not keep it from them.</summary>
    bool IBakeFunctions.WantsFunctions
        => BakeTargets.Except(BakeFileNames.Read(new BakeRequest(RootDirectory) { Files = [BakeFile] }).All, StringComparer.Ordinal).Any();

    Target Bake => _ => _
        .Description("Bakes everything for --mode, or the --bake-targets named")
        .DependsOn(GenerateFunctions, SetupEngine, SetupRootImage, SetupCerts, Publish)
        .Executes(async () =>
        {
            using var functions = WantsFunctions ? await GenerateAsync() : null;
            await BakeAsync(await RequestAsync(functions, BakeTargets));
        });

    /// <summary>The request for these targets, some of which may be functions.</summary>
    async Task<BakeRequest> RequestAsync(GeneratedFunctions? functions, IReadOnlyList<string> targets)
    {
        var request = await RequestAsync(targets);
        return functions?.AddTo(request) ?? request;
    }
}
