using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

[Command(Type = typeof(DotNetTasks), Command = nameof(DotNetTasks.DotNetBuild), Arguments = "build")]
public class DotNetBuildSettings : ToolOptions,
    IDotNetProjectFile, IDotNetConfiguration, IDotNetFramework, IDotNetOutputDirectory, IDotNetNoRestore, IDotNetNoLogo,
    IDotNetSelfContained, IDotNetVersionSuffix, IDotNetArtifactsPath, IDotNetLoggers, IDotNetMSBuildProperties,
    IDotNetRestore
{
    [Argument(Format = "{value}", Position = 1)] public string ProjectFile => Get<string>(() => ProjectFile);

    [Argument(Format = "--configuration {value}")] public string Configuration => Get<string>(() => Configuration);

    [Argument(Format = "--framework {value}")] public string Framework => Get<string>(() => Framework);

    [Argument(Format = "--output {value}")] public string OutputDirectory => Get<string>(() => OutputDirectory);

    [Argument(Format = "--no-restore")] public bool? NoRestore => Get<bool?>(() => NoRestore);

    [Argument(Format = "--nologo")] public bool? NoLogo => Get<bool?>(() => NoLogo);

    [Argument(Format = "--self-contained {value}")] public bool? SelfContained => Get<bool?>(() => SelfContained);

    [Argument(Format = "--version-suffix {value}")] public string VersionSuffix => Get<string>(() => VersionSuffix);

    [Argument(Format = "--artifacts-path {value}")] public string ArtifactsPath => Get<string>(() => ArtifactsPath);

    [Argument(Format = "/logger:{value}")] public IReadOnlyList<string> Loggers => Get<List<string>>(() => Loggers);

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

    [Argument(Format = "--no-incremental")] public bool? NoIncremental => Get<bool?>(() => NoIncremental);

    [Argument(Format = "/noconsolelogger")] public bool? NoConsoleLogger => Get<bool?>(() => NoConsoleLogger);

    [Argument(Format = "-bl:{value}")] public string BinaryLog => Get<string>(() => BinaryLog);
}
