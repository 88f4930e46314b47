using System.IO.Enumeration;
using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>A solution file (.slnx), read when its content is first asked for.</summary>
public class Solution : IProjectContainer, IAbsolutePathHolder
{
    readonly Lazy<SolutionFile> _content;

    internal Solution(AbsolutePath path)
    {
        Path = path;
        _content = new(() => new SolutionFile(this, path));
    }

    public AbsolutePath Path { get; set; }

    /// <summary>Without extension.</summary>
    public string Name => Path?.NameWithoutExtension;

    public string FileName => Path?.Name;

    public AbsolutePath Directory => Path?.Parent;

    public IReadOnlyCollection<Project> AllProjects => _content.Value.Projects;

    public IReadOnlyCollection<SolutionFolder> AllSolutionFolders => _content.Value.Folders;

    public IReadOnlyCollection<Project> Projects => AllProjects.Where(x => x.Parent == this).ToList();

    public IReadOnlyCollection<SolutionFolder> SolutionFolders => AllSolutionFolders.Where(x => x.Parent == this).ToList();

    IProjectContainer IProjectContainer.Parent => null;

    public static implicit operator string(Solution solution) => solution.Path;

    public static implicit operator AbsolutePath(Solution solution) => solution.Path;

    /// <summary>By name, with <c>*</c>; in folders too.</summary>
    public IEnumerable<Project> GetAllProjects(string wildcardPattern)
        => AllProjects.Where(x => FileSystemName.MatchesSimpleExpression(wildcardPattern, x.Name, ignoreCase: false));
}

public static class SolutionModelExtensions
{
    public static Solution ReadSolution(this AbsolutePath path)
    {
        Assert.FileExists(path);
        return new Solution(path);
    }
}
