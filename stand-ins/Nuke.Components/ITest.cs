using System.Globalization;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;

namespace Nuke.Components;

public interface ITest : ICompile, IHazArtifacts
{
    AbsolutePath TestResultDirectory => ArtifactsDirectory / "test-results";

    int TestDegreeOfParallelism => 1;

    IEnumerable<Project> TestProjects { get; }

    /// <summary>Runs all projects, also after a failed one, and reports the number of tests.</summary>
    Target Test => _ => _
        .DependsOn(Compile)
        .Produces(TestResultDirectory / "*.trx", TestResultDirectory / "*.xml")
        .Executes(RunTests);

    /// <summary>Adds the outcomes in the result files to the summary: Failed and Skipped only if there are any.</summary>
    void ReportTestCount()
    {
        var outcomes = TestResultDirectory.GlobFiles("*.trx")
            .SelectMany(TestResultFile.Outcomes)
            .GroupBy(outcome => outcome)
            .ToDictionary(group => group.Key, group => group.Count());
        ReportSummary(summary =>
        {
            foreach (var (label, outcome) in new[] { ("Failed", "Failed"), ("Passed", "Passed"), ("Skipped", "NotExecuted") })
            {
                var count = outcomes.GetValueOrDefault(outcome);
                if (count > 0 || label == "Passed")
                    summary.AddPair(label, count.ToString(CultureInfo.InvariantCulture));
            }

            return summary;
        });
    }

    /// <summary>What the component sets for all projects. On a server, coverage is collected by coverlet where a test project references it.</summary>
    sealed Configure<DotNetTestSettings> TestSettingsBase => options =>
    {
        options = options.SetConfiguration(Configuration).SetNoBuild(SucceededTargets.Contains(Compile));
        options = options.ResetVerbosity().SetResultsDirectory(TestResultDirectory);
        return IsServerBuild ? Coverage.Aggregate(options, (o, setting) => o.SetProperty(setting.Name, setting.Value)) : options;
    };

    /// <summary>What the component sets for one project.</summary>
    sealed Configure<DotNetTestSettings, Project> TestProjectSettingsBase => (options, project) =>
    {
        options = options.SetProjectFile(project).AddLoggers($"trx;LogFileName={project.Name}.trx");
        return IsServerBuild ? options.SetProperty("CoverletOutput", (string)(TestResultDirectory / $"{project.Name}.xml")) : options;
    };

    Configure<DotNetTestSettings> TestSettings => options => options;

    Configure<DotNetTestSettings, Project> TestProjectSettings => (options, project) => options;

    private static IReadOnlyList<(string Name, object Value)> Coverage =>
    [
        ("CollectCoverage", true), ("CoverletOutputFormat", "cobertura"), ("ExcludeByFile", "*.Generated.cs"), ("UseSourceLink", true),
    ];

    private void RunTests()
    {
        DotNetTestSettings[] Each(DotNetTestSettings first)
        {
            var shared = TestSettings(TestSettingsBase(first));
            return TestProjects.Select(project => TestProjectSettings(TestProjectSettingsBase(shared, project), project)).ToArray();
        }

        try
        {
            DotNetTasks.DotNetTest(Each, TestDegreeOfParallelism, completeOnFailure: true);
        }
        finally
        {
            ReportTestCount();
        }
    }
}
