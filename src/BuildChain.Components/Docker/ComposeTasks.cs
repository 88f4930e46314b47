using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>NUKE's wrapper around <c>docker compose</c>, which NUKE itself does not have.</summary>
[PathTool(Executable = "docker")]
[LogErrorAsStandard]
public sealed class ComposeTasks : ToolTasks, IRequirePathTool
{
    /// <summary>Creates and starts what the compose files describe.</summary>
    public static IReadOnlyCollection<Output> ComposeUp(Configure<ComposeUpSettings> configurator)
        => new ComposeTasks().Run(configurator(new ComposeUpSettings().SetCommand("up")));

    /// <summary>Stops and removes a project's containers and networks.</summary>
    public static IReadOnlyCollection<Output> ComposeDown(Configure<ComposeDownSettings> configurator)
        => new ComposeTasks().Run(configurator(new ComposeDownSettings().SetCommand("down")));
}
