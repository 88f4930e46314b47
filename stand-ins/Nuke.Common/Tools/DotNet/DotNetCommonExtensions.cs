using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what several commands have: project, configuration, framework, output.</summary>
public static class DotNetCommonExtensions
{
    public static T SetProjectFile<T>(this T o, string v) where T : ToolOptions, IDotNetProjectFile
        => o.Modify(b => b.Set(() => o.ProjectFile, v));

    public static T ResetProjectFile<T>(this T o) where T : ToolOptions, IDotNetProjectFile => o.SetProjectFile(null);

    public static T SetProject<T>(this T o, string v) where T : ToolOptions, IDotNetProject
        => o.Modify(b => b.Set(() => o.Project, v));

    public static T ResetProject<T>(this T o) where T : ToolOptions, IDotNetProject => o.SetProject(null);

    public static T SetConfiguration<T>(this T o, string v) where T : ToolOptions, IDotNetConfiguration
        => o.Modify(b => b.Set(() => o.Configuration, v));

    public static T ResetConfiguration<T>(this T o) where T : ToolOptions, IDotNetConfiguration => o.SetConfiguration(null);

    public static T SetFramework<T>(this T o, string v) where T : ToolOptions, IDotNetFramework
        => o.Modify(b => b.Set(() => o.Framework, v));

    public static T ResetFramework<T>(this T o) where T : ToolOptions, IDotNetFramework => o.SetFramework(null);

    public static T SetOutput<T>(this T o, string v) where T : ToolOptions, IDotNetOutput
        => o.Modify(b => b.Set(() => o.Output, v));

    public static T ResetOutput<T>(this T o) where T : ToolOptions, IDotNetOutput => o.SetOutput(null);

    public static T SetOutputDirectory<T>(this T o, string v) where T : ToolOptions, IDotNetOutputDirectory
        => o.Modify(b => b.Set(() => o.OutputDirectory, v));

    public static T ResetOutputDirectory<T>(this T o) where T : ToolOptions, IDotNetOutputDirectory => o.SetOutputDirectory(null);

    public static T SetSelfContained<T>(this T o, bool? v) where T : ToolOptions, IDotNetSelfContained
        => o.Modify(b => b.Set(() => o.SelfContained, v));

    public static T ResetSelfContained<T>(this T o) where T : ToolOptions, IDotNetSelfContained => o.SetSelfContained(null);

    public static T EnableSelfContained<T>(this T o) where T : ToolOptions, IDotNetSelfContained => o.SetSelfContained(true);

    public static T DisableSelfContained<T>(this T o) where T : ToolOptions, IDotNetSelfContained => o.SetSelfContained(false);

    public static T SetVersionSuffix<T>(this T o, string v) where T : ToolOptions, IDotNetVersionSuffix
        => o.Modify(b => b.Set(() => o.VersionSuffix, v));

    public static T ResetVersionSuffix<T>(this T o) where T : ToolOptions, IDotNetVersionSuffix => o.SetVersionSuffix(null);

    public static T SetArtifactsPath<T>(this T o, string v) where T : ToolOptions, IDotNetArtifactsPath
        => o.Modify(b => b.Set(() => o.ArtifactsPath, v));

    public static T ResetArtifactsPath<T>(this T o) where T : ToolOptions, IDotNetArtifactsPath => o.SetArtifactsPath(null);

    public static T SetLoggers<T>(this T o, params string[] v) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.Set(() => o.Loggers, v));

    public static T SetLoggers<T>(this T o, IEnumerable<string> v) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.Set(() => o.Loggers, v));

    public static T AddLoggers<T>(this T o, params string[] v) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.AddCollection(() => o.Loggers, v));

    public static T AddLoggers<T>(this T o, IEnumerable<string> v) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.AddCollection(() => o.Loggers, v));

    public static T RemoveLoggers<T>(this T o, params string[] v) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.RemoveCollection(() => o.Loggers, v));

    public static T RemoveLoggers<T>(this T o, IEnumerable<string> v) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.RemoveCollection(() => o.Loggers, v));

    public static T ClearLoggers<T>(this T o) where T : ToolOptions, IDotNetLoggers
        => o.Modify(b => b.ClearCollection(() => o.Loggers));
}
