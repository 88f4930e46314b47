using System.Globalization;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;

namespace Nuke.Components;

public interface IPack : ICompile, IHazArtifacts
{
    AbsolutePath PackagesDirectory => ArtifactsDirectory / "packages";

    Target Pack => _ => _.DependsOn(Compile).Produces(PackagesDirectory / "*.nupkg").Executes(RunPack);

    /// <summary>What the component sets; <see cref="PackSettings"/> is for the build to add to or replace.</summary>
    sealed Configure<DotNetPackSettings> PackSettingsBase => options => Common(options).SetOutputDirectory(PackagesDirectory);

    Configure<DotNetPackSettings> PackSettings => options => options;

    private DotNetPackSettings Common(DotNetPackSettings options)
        => options.SetProject(Solution).SetConfiguration(Configuration).SetNoBuild(SucceededTargets.Contains(Compile));

    private void RunPack()
    {
        DotNetTasks.DotNetPack(PackSettings(PackSettingsBase(new DotNetPackSettings())));
        var packages = PackagesDirectory.GlobFiles("*.nupkg").Count;
        ReportSummary(summary => summary.AddPair("Packages", packages.ToString(CultureInfo.InvariantCulture)));
    }
}
