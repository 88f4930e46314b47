using Nuke.Common;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Components;

[DotNetVerbosityMapping]
class Build : NukeBuild, ITest, IPack, IHazReports
{
    [PathVariable("sh")] readonly Tool Shell = null!;

    public static int Main() => Execute<Build>(x => ((ICompile)x).Compile);

    public IEnumerable<Project> TestProjects => ((IHazSolution)this).Solution.GetAllProjects("*.Tests");

    IEnumerable<(Project, string)> ICompile.PublishConfigurations
        => ((IHazSolution)this).Solution.GetAllProjects("App").Select(x => (x, "net10.0"));

    Configure<DotNetTestSettings> ITest.TestSettings => _ => _.SetFilter("Category!=Slow");

    Target Levels => _ => _.Executes(() =>
    {
        NoisyTasks.Noisy("echo plain; echo a warning; echo ERROR here; echo to stderr >&2");
        Shell($"-c \"echo from delegate\"");
    });

    Target Secret => _ => _.Executes(() => NoisyTasks.Noisy("echo got s3cret >&2; exit 7", "s3cret"));

    Target Directories => _ => _.Executes(() => Serilog.Log.Information("{Reports}", ((IHazReports)this).ReportDirectory));
}
