using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what commands that restore have.</summary>
public static class DotNetRestoreExtensions
{
    public static T SetDisableParallel<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.DisableParallel, v));

    public static T ResetDisableParallel<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetDisableParallel(null);

    public static T EnableDisableParallel<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetDisableParallel(true);

    public static T DisableDisableParallel<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetDisableParallel(false);

    public static T SetForce<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.Force, v));

    public static T ResetForce<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetForce(null);

    public static T EnableForce<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetForce(true);

    public static T DisableForce<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetForce(false);

    public static T SetIgnoreFailedSources<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.IgnoreFailedSources, v));

    public static T ResetIgnoreFailedSources<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetIgnoreFailedSources(null);

    public static T EnableIgnoreFailedSources<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetIgnoreFailedSources(true);

    public static T DisableIgnoreFailedSources<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetIgnoreFailedSources(false);

    public static T SetNoCache<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.NoCache, v));

    public static T ResetNoCache<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetNoCache(null);

    public static T EnableNoCache<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetNoCache(true);

    public static T DisableNoCache<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetNoCache(false);

    public static T SetNoDependencies<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.NoDependencies, v));

    public static T ResetNoDependencies<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetNoDependencies(null);

    public static T EnableNoDependencies<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetNoDependencies(true);

    public static T DisableNoDependencies<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetNoDependencies(false);

    public static T SetPackageDirectory<T>(this T o, string v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.PackageDirectory, v));

    public static T ResetPackageDirectory<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetPackageDirectory(null);

    public static T SetSources<T>(this T o, params string[] v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.Sources, v));

    public static T SetSources<T>(this T o, IEnumerable<string> v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.Sources, v));

    public static T AddSources<T>(this T o, params string[] v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.AddCollection(() => o.Sources, v));

    public static T AddSources<T>(this T o, IEnumerable<string> v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.AddCollection(() => o.Sources, v));

    public static T RemoveSources<T>(this T o, params string[] v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.RemoveCollection(() => o.Sources, v));

    public static T RemoveSources<T>(this T o, IEnumerable<string> v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.RemoveCollection(() => o.Sources, v));

    public static T ClearSources<T>(this T o) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.ClearCollection(() => o.Sources));

    public static T SetUseLockFile<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.UseLockFile, v));

    public static T ResetUseLockFile<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetUseLockFile(null);

    public static T EnableUseLockFile<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetUseLockFile(true);

    public static T DisableUseLockFile<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetUseLockFile(false);

    public static T SetLockedMode<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.LockedMode, v));

    public static T ResetLockedMode<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetLockedMode(null);

    public static T EnableLockedMode<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetLockedMode(true);

    public static T DisableLockedMode<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetLockedMode(false);

    public static T SetLockFilePath<T>(this T o, string v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.LockFilePath, v));

    public static T ResetLockFilePath<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetLockFilePath(null);

    public static T SetForceEvaluate<T>(this T o, bool? v) where T : ToolOptions, IDotNetRestore
        => o.Modify(b => b.Set(() => o.ForceEvaluate, v));

    public static T ResetForceEvaluate<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetForceEvaluate(null);

    public static T EnableForceEvaluate<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetForceEvaluate(true);

    public static T DisableForceEvaluate<T>(this T o) where T : ToolOptions, IDotNetRestore => o.SetForceEvaluate(false);
}
