using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what only <c>dotnet publish</c> has.</summary>
public static class DotNetPublishSettingsExtensions
{
    public static T SetArchitecture<T>(this T o, string v) where T : DotNetPublishSettings
        => o.Modify(b => b.Set(() => o.Architecture, v));

    public static T ResetArchitecture<T>(this T o) where T : DotNetPublishSettings => o.SetArchitecture(null);

    public static T SetOperatingSystem<T>(this T o, string v) where T : DotNetPublishSettings
        => o.Modify(b => b.Set(() => o.OperatingSystem, v));

    public static T ResetOperatingSystem<T>(this T o) where T : DotNetPublishSettings => o.SetOperatingSystem(null);

    public static T SetManifest<T>(this T o, string v) where T : DotNetPublishSettings
        => o.Modify(b => b.Set(() => o.Manifest, v));

    public static T ResetManifest<T>(this T o) where T : DotNetPublishSettings => o.SetManifest(null);

    public static T SetTargets<T>(this T o, params string[] v) where T : DotNetPublishSettings
        => o.Modify(b => b.Set(() => o.Targets, v));

    public static T SetTargets<T>(this T o, IEnumerable<string> v) where T : DotNetPublishSettings
        => o.Modify(b => b.Set(() => o.Targets, v));

    public static T AddTargets<T>(this T o, params string[] v) where T : DotNetPublishSettings
        => o.Modify(b => b.AddCollection(() => o.Targets, v));

    public static T AddTargets<T>(this T o, IEnumerable<string> v) where T : DotNetPublishSettings
        => o.Modify(b => b.AddCollection(() => o.Targets, v));

    public static T RemoveTargets<T>(this T o, params string[] v) where T : DotNetPublishSettings
        => o.Modify(b => b.RemoveCollection(() => o.Targets, v));

    public static T RemoveTargets<T>(this T o, IEnumerable<string> v) where T : DotNetPublishSettings
        => o.Modify(b => b.RemoveCollection(() => o.Targets, v));

    public static T ClearTargets<T>(this T o) where T : DotNetPublishSettings
        => o.Modify(b => b.ClearCollection(() => o.Targets));
}
