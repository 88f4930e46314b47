using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>Fluent setters of the compose settings.</summary>
public static class ComposeSettingsExtensions
{
    public static T AddFile<T>(this T o, params IEnumerable<string> v) where T : ComposeSettingsBase
        => o.Modify(b => b.AddCollection(() => o.File, v));

    public static T SetProjectName<T>(this T o, string v) where T : ComposeSettingsBase => o.Modify(b => b.Set(() => o.ProjectName, v));

    public static T AddServices<T>(this T o, params IEnumerable<string> v) where T : ComposeSettingsBase
        => o.Modify(b => b.AddCollection(() => o.Services, v));

    public static T EnableDetach<T>(this T o) where T : ComposeUpSettings => o.Modify(b => b.Set(() => o.Detach, true));

    public static T EnableNoBuild<T>(this T o) where T : ComposeUpSettings => o.Modify(b => b.Set(() => o.NoBuild, true));

    public static T EnableForceRecreate<T>(this T o) where T : ComposeUpSettings => o.Modify(b => b.Set(() => o.ForceRecreate, true));

    public static T EnableRemoveOrphans<T>(this T o) where T : ComposeChangeSettings => o.Modify(b => b.Set(() => o.RemoveOrphans, true));

    public static T EnableVolumes<T>(this T o) where T : ComposeDownSettings => o.Modify(b => b.Set(() => o.Volumes, true));

    public static T SetStopTimeout<T>(this T o, int v) where T : ComposeDownSettings => o.Modify(b => b.Set(() => o.StopTimeout, v));

    internal static T SetCommand<T>(this T o, string v) where T : ComposeSettingsBase => o.Modify(b => b.Set(() => o.Command, v));
}
