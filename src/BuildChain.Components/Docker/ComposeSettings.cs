using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>What every command of <c>docker compose</c> takes. Its own options stand before the command's name.</summary>
public abstract class ComposeSettingsBase : ToolOptions
{
    /// <summary>Compose files, later ones overriding earlier ones.</summary>
    [Argument(Format = "--file {value}", Position = 1)]
    public IReadOnlyList<string> File => Get<List<string>>(() => File);

    [Argument(Format = "--project-name {value}", Position = 2)]
    public string ProjectName => Get<string>(() => ProjectName);

    /// <summary>Set by the task.</summary>
    [Argument(Format = "{value}", Position = 3)]
    public string Command => Get<string>(() => Command);

    /// <summary>The services that are meant; none means all.</summary>
    [Argument(Format = "{value}", Position = -1)]
    public IReadOnlyList<string> Services => Get<List<string>>(() => Services);
}

/// <summary>What the commands that start and remove containers have in common.</summary>
public abstract class ComposeChangeSettings : ComposeSettingsBase
{
    /// <summary>Also containers of services that the files no longer have.</summary>
    [Argument(Format = "--remove-orphans")]
    public bool? RemoveOrphans => Get<bool?>(() => RemoveOrphans);
}

/// <summary>The options of <c>docker compose up</c> that compose 2.0 has.</summary>
[Command(Type = typeof(ComposeTasks), Command = nameof(ComposeTasks.ComposeUp), Arguments = "compose")]
public class ComposeUpSettings : ComposeChangeSettings
{
    [Argument(Format = "--detach")]
    public bool? Detach => Get<bool?>(() => Detach);

    /// <summary>Fails where an image is missing, even when the file says how to build it.</summary>
    [Argument(Format = "--no-build")]
    public bool? NoBuild => Get<bool?>(() => NoBuild);

    [Argument(Format = "--force-recreate")]
    public bool? ForceRecreate => Get<bool?>(() => ForceRecreate);
}

/// <summary>The options of <c>docker compose down</c>.</summary>
[Command(Type = typeof(ComposeTasks), Command = nameof(ComposeTasks.ComposeDown), Arguments = "compose")]
public class ComposeDownSettings : ComposeChangeSettings
{
    /// <summary>Also the volumes, and what is in them.</summary>
    [Argument(Format = "--volumes")]
    public bool? Volumes => Get<bool?>(() => Volumes);

    /// <summary>Seconds until a container that does not stop is killed.</summary>
    [Argument(Format = "--timeout {value}")]
    public int? StopTimeout => Get<int?>(() => StopTimeout);
}
