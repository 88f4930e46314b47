using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

[Command(Type = typeof(DotNetTasks), Command = nameof(DotNetTasks.DotNetTest), Arguments = "test")]
public class DotNetTestSettings : ToolOptions,
    IDotNetProjectFile, IDotNetConfiguration, IDotNetFramework, IDotNetOutput, IDotNetNoBuild, IDotNetNoRestore,
    IDotNetNoLogo, IDotNetArtifactsPath, IDotNetLoggers, IDotNetRestore, IDotNetCommand
{
    [Argument(Format = "{value}", Position = 1)] public string ProjectFile => Get<string>(() => ProjectFile);

    [Argument(Format = "--configuration {value}")] public string Configuration => Get<string>(() => Configuration);

    [Argument(Format = "--framework {value}")] public string Framework => Get<string>(() => Framework);

    [Argument(Format = "--output {value}")] public string Output => Get<string>(() => Output);

    [Argument(Format = "--no-build")] public bool? NoBuild => Get<bool?>(() => NoBuild);

    [Argument(Format = "--no-restore")] public bool? NoRestore => Get<bool?>(() => NoRestore);

    [Argument(Format = "--nologo")] public bool? NoLogo => Get<bool?>(() => NoLogo);

    [Argument(Format = "--artifacts-path {value}")] public string ArtifactsPath => Get<string>(() => ArtifactsPath);

    [Argument(Format = "--logger {value}")] public IReadOnlyList<string> Loggers => Get<List<string>>(() => Loggers);

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

    [Argument(Format = "--runtime {value}")] public string Runtime => Get<string>(() => Runtime);

    [Argument(Format = "--verbosity {value}")] public DotNetVerbosity Verbosity => Get<DotNetVerbosity>(() => Verbosity);

    [Argument(Format = "/property:{key}={value}")]
    public IReadOnlyDictionary<string, object> Properties => Get<Dictionary<string, object>>(() => Properties);

    [Argument(Format = "--filter {value}")] public string Filter => Get<string>(() => Filter);

    [Argument(Format = "--results-directory {value}")] public string ResultsDirectory => Get<string>(() => ResultsDirectory);

    [Argument(Format = "--settings {value}")] public string SettingsFile => Get<string>(() => SettingsFile);

    [Argument(Format = "--collect {value}")] public string DataCollector => Get<string>(() => DataCollector);

    [Argument(Format = "--diag {value}")] public string DiagnosticsFile => Get<string>(() => DiagnosticsFile);

    [Argument(Format = "--list-tests")] public bool? ListTests => Get<bool?>(() => ListTests);

    [Argument(Format = "--blame")] public bool? BlameMode => Get<bool?>(() => BlameMode);

    [Argument(Format = "--blame-crash")] public bool? BlameCrash => Get<bool?>(() => BlameCrash);

    [Argument(Format = "--blame-hang")] public bool? BlameHang => Get<bool?>(() => BlameHang);

    [Argument(Format = "--blame-hang-timeout {value}")] public string BlameHangTimeout => Get<string>(() => BlameHangTimeout);

    [Argument(Format = "-- {key}={value}", Position = -1, Separator = " ")]
    public IReadOnlyDictionary<string, object> RunSettings => Get<Dictionary<string, object>>(() => RunSettings);
}
