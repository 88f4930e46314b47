namespace Nuke.Common.Tools.DotNet;

// Options that several commands share. They exist for the setters, which are written once for each of these.

/// <summary>Test, run, restore, build: a project or solution.</summary>
public interface IDotNetProjectFile
{
    string ProjectFile { get; }
}

/// <summary>Pack, clean, publish: a project or solution.</summary>
public interface IDotNetProject
{
    string Project { get; }
}

public interface IDotNetConfiguration
{
    string Configuration { get; }
}

public interface IDotNetFramework
{
    string Framework { get; }
}

public interface IDotNetOutput
{
    string Output { get; }
}

public interface IDotNetOutputDirectory
{
    string OutputDirectory { get; }
}

public interface IDotNetNoBuild
{
    bool? NoBuild { get; }
}

public interface IDotNetNoRestore
{
    bool? NoRestore { get; }
}

public interface IDotNetNoLogo
{
    bool? NoLogo { get; }
}

public interface IDotNetSelfContained
{
    bool? SelfContained { get; }
}

public interface IDotNetVersionSuffix
{
    string VersionSuffix { get; }
}

public interface IDotNetArtifactsPath
{
    string ArtifactsPath { get; }
}

public interface IDotNetLoggers
{
    IReadOnlyList<string> Loggers { get; }
}

/// <summary>Every command.</summary>
public interface IDotNetCommand
{
    string Runtime { get; }

    DotNetVerbosity Verbosity { get; }

    IReadOnlyDictionary<string, object> Properties { get; }
}

/// <summary>Every command that restores packages first.</summary>
public interface IDotNetRestore
{
    bool? DisableParallel { get; }

    bool? Force { get; }

    bool? IgnoreFailedSources { get; }

    bool? NoCache { get; }

    bool? NoDependencies { get; }

    string PackageDirectory { get; }

    IReadOnlyList<string> Sources { get; }

    bool? UseLockFile { get; }

    bool? LockedMode { get; }

    string LockFilePath { get; }

    bool? ForceEvaluate { get; }
}

/// <summary>Every command but test: well-known MSBuild properties have setters of their own.</summary>
public interface IDotNetMSBuildProperties : IDotNetCommand;
