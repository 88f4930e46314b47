using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;
using Serilog;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>The chain as packages, for NUKE builds of other repositories.</summary>
partial class Build
{
    static readonly string[] Packages = ["BuildChain", "BuildChain.Components"];
    static readonly string[] StandIns = ["CliWrap", "Nuke.Common", "Nuke.Components"];

    static AbsolutePath PackagesDirectory => RootDirectory / "artifacts" / "packages";

    /// <summary>NUKE itself has its build class in another assembly.</summary>
    static bool UsesStandIns => typeof(NukeBuild).Assembly.GetName().Name == "Nuke.Common";

    Target Pack => _ => _
        .Description("Makes the NuGet packages BuildChain and BuildChain.Components in artifacts/packages")
        .Executes(() =>
        {
            PackagesDirectory.CreateOrCleanDirectory();
            var version = ((BuildChain.Components.IHasBake)this).Version;
            if (UsesStandIns)
            {
                version += "-standins";
                Log.Warning("These packages are compiled against the stand-ins: they work with those in artifacts/packages/stand-ins, not with NUKE's own (docs/packages.md)");
                foreach (var name in StandIns)
                    PackProject(RootDirectory / "stand-ins" / name, PackagesDirectory / "stand-ins", _ => _.SetProperty("IsPackable", "true"));
            }

            foreach (var name in Packages)
                PackProject(RootDirectory / "src" / name, PackagesDirectory, _ => _.SetProperty("Version", version));
            ReportSummary(_ => _.AddPair("Packages", $"{PackagesDirectory.GlobFiles("*.nupkg").Count}, {version}"));
        });

    // An output tree of its own: the version is part of what is restored, and nothing that was compiled before may get in.
    static void PackProject(AbsolutePath project, AbsolutePath output, Configure<DotNetPackSettings> more) => DotNetPack(_ => more(_
        .SetProject(project)
        .SetConfiguration("Release")
        .SetOutputDirectory(output)
        .SetVerbosity(DotNetVerbosity.quiet)
        .SetProperty("ArtifactsPath", RootDirectory / ".artifacts" / (UsesStandIns ? "pack-stand-ins" : "pack"))
        .SetProperty("RestorePackagesWithLockFile", "false")
        .SetProperty("UseStandIns", UsesStandIns ? "true" : "false")));
}
