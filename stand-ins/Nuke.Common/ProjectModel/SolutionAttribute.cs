using System.Reflection;
using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>The solution at a path below the root directory, or at the one that the parameter of the member's name gives.</summary>
public class SolutionAttribute(string relativePath) : ParameterAttribute(Describe(relativePath))
{
    public SolutionAttribute()
        : this(relativePath: null)
    {
    }

    public override bool List { get; set; }

    /// <summary>Strongly typed projects need the package's source generator.</summary>
    public bool GenerateProjects { get; set; }

    public override object GetValue(MemberInfo member, object instance)
    {
        var path = relativePath != null
            ? Build.RootDirectory / relativePath
            : ParameterService.GetParameter<AbsolutePath>(member).NotNull($"No solution file defined for '{member.Name}'.");
        return path.ReadSolution();
    }

    static string Describe(string relativePath)
        => "Path to a solution file that is automatically loaded." + (relativePath == null ? string.Empty : $" Default is {relativePath}.");
}
