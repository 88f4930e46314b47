using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of well-known MSBuild properties.</summary>
public static class DotNetMSBuildPropertyExtensions
{
    public static T SetVersion<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("Version", v);

    public static T SetVersionPrefix<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("VersionPrefix", v);

    public static T SetAssemblyVersion<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("AssemblyVersion", v);

    public static T SetFileVersion<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("FileVersion", v);

    public static T SetInformationalVersion<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("InformationalVersion", v);

    public static T SetPlatform<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("Platform", v);

    public static T SetCopyright<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("Copyright", v);

    public static T SetDescription<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("Description", v);

    public static T SetPackageId<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("PackageId", v);

    public static T SetPackageProjectUrl<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("PackageProjectUrl", v);

    public static T SetPackageReleaseNotes<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("PackageReleaseNotes", v);

    public static T SetRepositoryUrl<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("RepositoryUrl", v);

    public static T SetRepositoryType<T>(this T o, string v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("RepositoryType", v);

    public static T SetContinuousIntegrationBuild<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("ContinuousIntegrationBuild", v);

    public static T EnableContinuousIntegrationBuild<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetContinuousIntegrationBuild(true);

    public static T DisableContinuousIntegrationBuild<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetContinuousIntegrationBuild(false);

    public static T SetDeterministic<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("Deterministic", v);

    public static T EnableDeterministic<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetDeterministic(true);

    public static T DisableDeterministic<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetDeterministic(false);

    public static T SetDeterministicSourcePaths<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("DeterministicSourcePaths", v);

    public static T EnableDeterministicSourcePaths<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetDeterministicSourcePaths(true);

    public static T DisableDeterministicSourcePaths<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetDeterministicSourcePaths(false);

    public static T SetTreatWarningsAsErrors<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("TreatWarningsAsErrors", v);

    public static T EnableTreatWarningsAsErrors<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetTreatWarningsAsErrors(true);

    public static T DisableTreatWarningsAsErrors<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetTreatWarningsAsErrors(false);

    public static T SetPublishReadyToRun<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("PublishReadyToRun", v);

    public static T EnablePublishReadyToRun<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetPublishReadyToRun(true);

    public static T DisablePublishReadyToRun<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetPublishReadyToRun(false);

    public static T SetPublishSingleFile<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("PublishSingleFile", v);

    public static T EnablePublishSingleFile<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetPublishSingleFile(true);

    public static T DisablePublishSingleFile<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetPublishSingleFile(false);

    public static T SetPublishTrimmed<T>(this T o, bool? v) where T : ToolOptions, IDotNetMSBuildProperties
        => o.SetProperty("PublishTrimmed", v);

    public static T EnablePublishTrimmed<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetPublishTrimmed(true);

    public static T DisablePublishTrimmed<T>(this T o) where T : ToolOptions, IDotNetMSBuildProperties => o.SetPublishTrimmed(false);
}
