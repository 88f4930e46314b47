using Nuke.Common.IO;
using Nuke.Common.ProjectModel;

namespace StandIns.Tests.Components;

public sealed class SolutionTests : IDisposable
{
    readonly AbsolutePath _root = Directory.CreateTempSubdirectory().FullName;
    readonly Solution _solution;

    public SolutionTests()
    {
        (_root / "my.slnx").WriteAllText(
            """
            <Solution>
              <Folder Name="/tests/">
                <Project Path="tests/B.Tests/B.Tests.csproj" />
              </Folder>
              <Folder Name="/src/tools/">
                <Project Path="src/tools/C/C.csproj" />
              </Folder>
              <Folder Name="/src/">
                <File Path="src/readme.md" />
                <Project Path="src/A/A.csproj" />
              </Folder>
              <Project Path="build/_build.csproj" />
            </Solution>
            """);
        _solution = (_root / "my.slnx").ReadSolution();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_solution_is_its_path()
    {
        Assert.Equal(_root / "my.slnx", (AbsolutePath)_solution);
        Assert.Equal(_root / "my.slnx", (string)_solution);
        Assert.Equal(("my", "my.slnx", _root), (_solution.Name, _solution.FileName, _solution.Directory));
    }

    [Fact]
    public void Projects_in_folders_count()
    {
        Assert.Equal(["A", "B.Tests", "C", "_build"], _solution.AllProjects.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["B.Tests"], _solution.GetAllProjects("*.Tests").Select(x => x.Name));
        Assert.Equal(["A"], _solution.GetAllProjects("A").Select(x => x.Name));
    }

    [Fact]
    public void A_project_is_its_path()
    {
        var project = _solution.AllProjects.Single(x => x.Name == "A");

        Assert.Equal(_root / "src" / "A" / "A.csproj", (string)project);
        Assert.Equal((_root / "src" / "A", "A.csproj", _solution), (project.Directory, project.FileName, project.Solution));
        Assert.Equal("src/A/A.csproj", project.RelativePath);
        Assert.Equal("A", project.ToString());
    }

    [Fact]
    public void Folders_contain_projects_and_folders()
    {
        Assert.Equal(["src", "tests"], _solution.SolutionFolders.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["src", "tests", "tools"], _solution.AllSolutionFolders.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["_build"], _solution.Projects.Select(x => x.Name));
        Assert.Null(_solution.GetProject("A"));
        Assert.NotNull(_solution.GetProject("_build"));
        Assert.Equal("A", _solution.GetSolutionFolder("src").GetProject("A").Name);
        Assert.Equal("C", _solution.GetSolutionFolder("src").GetSolutionFolder("tools").Projects.Single().Name);
        Assert.Same(_solution.GetSolutionFolder("src"), _solution.AllProjects.Single(x => x.Name == "A").Parent);
        Assert.Same(_solution, _solution.GetProject("_build").Parent);
    }
}
