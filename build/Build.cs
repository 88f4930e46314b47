using BuildChain.Components.Input;
using Nuke.Common;
using Nuke.Common.ProjectModel;
using Nuke.Components;

/// <summary>The build's entry point: parameters, the default target, and what runs before the first of them.</summary>
sealed partial class Build : NukeBuild
{
    public static int Main(string[] args) => InputCheck.Run<Build>(args) ?? Execute<Build>(x => ((ITest)x).Test);
}
