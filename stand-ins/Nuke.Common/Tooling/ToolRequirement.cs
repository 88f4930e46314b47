namespace Nuke.Common.Tooling;

public interface IRequireTool;

/// <summary>A tool that must be on PATH.</summary>
public interface IRequirePathTool : IRequireTool;

public class ToolRequirement;

public class PathToolRequirement(string pathExecutable) : ToolRequirement
{
    public string PathExecutable { get; init; } = pathExecutable;
}

/// <summary>On a tool class: where its program comes from.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ToolAttribute : Attribute
{
    internal abstract string GetToolPath(ToolOptions options);

    internal abstract ToolRequirement GetRequirement(string version = null);
}

/// <summary>On a tool class: the name of its program on PATH.</summary>
public class PathToolAttribute : ToolAttribute
{
    public string Executable { get; set; }

    internal override string GetToolPath(ToolOptions options) => ToolPathResolver.GetPathExecutable(Executable);

    internal override ToolRequirement GetRequirement(string version = null) => new PathToolRequirement(Executable);
}
