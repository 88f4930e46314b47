using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

[Command(Type = typeof(DotNetTasks), Command = nameof(DotNetTasks.DotNetRestore), Arguments = "restore")]
public class DotNetRestoreSettings : ToolOptions,
    IDotNetProjectFile, IDotNetMSBuildProperties, IDotNetRestore
{
    [Argument(Format = "{value}", Position = 1)] public string ProjectFile => Get<string>(() => ProjectFile);

    [Argument(Format = "--runtime {value}")] public string Runtime => Get<string>(() => Runtime);

    [Argument(Format = "--verbosity {value}")] public DotNetVerbosity Verbosity => Get<DotNetVerbosity>(() => Verbosity);

    [Argument(Format = "--property:{key}={value}")]
    public IReadOnlyDictionary<string, object> Properties => Get<Dictionary<string, object>>(() => Properties);

    [Argument(Format = "--disable-parallel")] public bool? DisableParallel => Get<bool?>(() => DisableParallel);

    [Argument(Format = "--force")] public bool? Force => Get<bool?>(() => Force);

    [Argument(Format = "--ignore-failed-sources")] public bool? IgnoreFailedSources => Get<bool?>(() => IgnoreFailedSources);

    [Argument(Format = "--no-cache")] public bool? NoCache => Get<bool?>(() => NoCache);

    [Argument(Format = "--no-dependencies")] public bool? NoDependencies => Get<bool?>(() => NoDependencies);

    [Argument(Format = "--packages {value}")] public string PackageDirectory => Get<string>(() => PackageDirectory);

    [Argument(Format = "--source {value}")] public IReadOnlyList<string> Sources => Get<List<string>>(() => Sources);

    [Argument(Format = "--use-lock-file")] public bool? UseLockFile => Get<bool?>(() => UseLockFile);

    [Argument(Format = "--locked-mode")] public bool? LockedMode => Get<bool?>(() => LockedMode);

    [Argument(Format = "--lock-file-path {value}")] public string LockFilePath => Get<string>(() => LockFilePath);

    [Argument(Format = "--force-evaluate")] public bool? ForceEvaluate => Get<bool?>(() => ForceEvaluate);

    [Argument(Format = "--configfile {value}")] public string ConfigFile => Get<string>(() => ConfigFile);
}
