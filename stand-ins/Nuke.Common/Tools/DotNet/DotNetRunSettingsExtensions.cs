using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what only <c>dotnet run</c> has.</summary>
public static class DotNetRunSettingsExtensions
{
    public static T SetLaunchProfile<T>(this T o, string v) where T : DotNetRunSettings
        => o.Modify(b => b.Set(() => o.LaunchProfile, v));

    public static T ResetLaunchProfile<T>(this T o) where T : DotNetRunSettings => o.SetLaunchProfile(null);

    public static T SetNoLaunchProfile<T>(this T o, bool? v) where T : DotNetRunSettings
        => o.Modify(b => b.Set(() => o.NoLaunchProfile, v));

    public static T ResetNoLaunchProfile<T>(this T o) where T : DotNetRunSettings => o.SetNoLaunchProfile(null);

    public static T EnableNoLaunchProfile<T>(this T o) where T : DotNetRunSettings => o.SetNoLaunchProfile(true);

    public static T DisableNoLaunchProfile<T>(this T o) where T : DotNetRunSettings => o.SetNoLaunchProfile(false);

    public static T SetApplicationArguments<T>(this T o, params string[] v) where T : DotNetRunSettings
        => o.Modify(b => b.Set(() => o.ApplicationArguments, v));

    public static T SetApplicationArguments<T>(this T o, IEnumerable<string> v) where T : DotNetRunSettings
        => o.Modify(b => b.Set(() => o.ApplicationArguments, v));

    public static T AddApplicationArguments<T>(this T o, params string[] v) where T : DotNetRunSettings
        => o.Modify(b => b.AddCollection(() => o.ApplicationArguments, v));

    public static T AddApplicationArguments<T>(this T o, IEnumerable<string> v) where T : DotNetRunSettings
        => o.Modify(b => b.AddCollection(() => o.ApplicationArguments, v));

    public static T RemoveApplicationArguments<T>(this T o, params string[] v) where T : DotNetRunSettings
        => o.Modify(b => b.RemoveCollection(() => o.ApplicationArguments, v));

    public static T RemoveApplicationArguments<T>(this T o, IEnumerable<string> v) where T : DotNetRunSettings
        => o.Modify(b => b.RemoveCollection(() => o.ApplicationArguments, v));

    public static T ClearApplicationArguments<T>(this T o) where T : DotNetRunSettings
        => o.Modify(b => b.ClearCollection(() => o.ApplicationArguments));
}
