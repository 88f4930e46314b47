using Nuke.Common.ProjectModel;
using Nuke.Components;

/// <summary>The .NET side: compile everything, run every test project.</summary>
partial class Build : ITest
{
    IEnumerable<Project> ITest.TestProjects
        => ((IHazSolution)this).Solution.AllProjects.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal));
}
