using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

public abstract class SolutionItem
{
    readonly IProjectContainer _parent;

    private protected SolutionItem(string name, Solution solution, SolutionFolder parent)
    {
        Name = name;
        Solution = solution;
        _parent = parent == null ? solution : parent;
    }

    public string Name { get; }

    public Solution Solution { get; }

    public IProjectContainer Parent => _parent;

    public override string ToString() => Name;
}

public class SolutionFolder : SolutionItem, IProjectContainer
{
    internal SolutionFolder(string name, Solution solution, SolutionFolder parent)
        : base(name, solution, parent)
    {
    }

    public IReadOnlyCollection<Project> Projects => Solution.AllProjects.Where(x => x.Parent == this).ToList();

    public IReadOnlyCollection<SolutionFolder> SolutionFolders => Solution.AllSolutionFolders.Where(x => x.Parent == this).ToList();
}

public class Project : SolutionItem, IAbsolutePathHolder
{
    internal Project(string relativePath, string name, Solution solution, SolutionFolder parent)
        : base(name, solution, parent)
        => RelativePath = relativePath;

    /// <summary>To the solution's directory.</summary>
    public string RelativePath { get; }

    public AbsolutePath Path => Solution.Directory.NotNull() / RelativePath;

    public string FileName => Path.Name;

    public AbsolutePath Directory => Path.Parent;

    public static implicit operator string(Project project) => project.Path;

    public static implicit operator AbsolutePath(Project project) => project.Path;
}
