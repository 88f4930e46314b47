using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

[Command(Type = typeof(DotNetTasks), Command = nameof(DotNetTasks.DotNetClean), Arguments = "clean")]
public class DotNetCleanSettings : ToolOptions,
    IDotNetProject, IDotNetConfiguration, IDotNetFramework, IDotNetOutput, IDotNetNoLogo, IDotNetArtifactsPath,
    IDotNetMSBuildProperties
{
    [Argument(Format = "{value}", Position = 1)] public string Project => Get<string>(() => Project);

    [Argument(Format = "--configuration {value}")] public string Configuration => Get<string>(() => Configuration);

    [Argument(Format = "--framework {value}")] public string Framework => Get<string>(() => Framework);

    [Argument(Format = "--output {value}")] public string Output => Get<string>(() => Output);

    [Argument(Format = "--nologo")] public bool? NoLogo => Get<bool?>(() => NoLogo);

    [Argument(Format = "--artifacts-path {value}")] public string ArtifactsPath => Get<string>(() => ArtifactsPath);

    [Argument(Format = "--runtime {value}")] public string Runtime => Get<string>(() => Runtime);

    [Argument(Format = "--verbosity {value}")] public DotNetVerbosity Verbosity => Get<DotNetVerbosity>(() => Verbosity);

    [Argument(Format = "--property:{key}={value}")]
    public IReadOnlyDictionary<string, object> Properties => Get<Dictionary<string, object>>(() => Properties);
}
