namespace Nuke.Common.ProjectModel;

/// <summary>A solution, or a folder of one.</summary>
public interface IProjectContainer
{
    IProjectContainer Parent { get; }

    /// <summary>Directly in this container; not those in its folders.</summary>
    IReadOnlyCollection<Project> Projects { get; }

    IReadOnlyCollection<SolutionFolder> SolutionFolders { get; }
}

public static class ProjectContainerExtensions
{
    /// <summary>Null when there is none directly in the container.</summary>
    public static SolutionFolder GetSolutionFolder(this IProjectContainer container, string name)
        => container.SolutionFolders.SingleOrDefault(x => x.Name == name);

    /// <inheritdoc cref="GetSolutionFolder"/>
    public static Project GetProject(this IProjectContainer container, string name)
        => container.Projects.SingleOrDefault(x => x.Name == name);
}
