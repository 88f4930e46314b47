using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>NUKE's wrapper around <c>docker buildx bake</c>, which NUKE itself does not have.</summary>
[PathTool(Executable = "docker")]
[LogErrorAsStandard]
public sealed class BuildxTasks : ToolTasks, IRequirePathTool
{
    /// <summary>Builds targets or groups of a bake file.</summary>
    public static IReadOnlyCollection<Output> BuildxBake(BuildxBakeSettings? options = null)
        => new BuildxTasks().Run(options ?? new BuildxBakeSettings());

    /// <inheritdoc cref="BuildxBake(BuildxBakeSettings)"/>
    public static IReadOnlyCollection<Output> BuildxBake(Configure<BuildxBakeSettings> configurator)
        => BuildxBake(configurator(new BuildxBakeSettings()));
}
