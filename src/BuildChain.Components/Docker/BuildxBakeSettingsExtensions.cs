using Nuke.Common.Tooling;

namespace BuildChain.Components.Docker;

/// <summary>Fluent setters of <see cref="BuildxBakeSettings"/>.</summary>
public static class BuildxBakeSettingsExtensions
{
    public static T AddFile<T>(this T o, params IEnumerable<string> v) where T : BuildxBakeSettings
        => o.Modify(b => b.AddCollection(() => o.File, v));

    public static T SetBuilder<T>(this T o, string v) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Builder, v));

    public static T SetProgress<T>(this T o, string v) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Progress, v));

    public static T SetMetadataFile<T>(this T o, string v) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.MetadataFile, v));

    public static T AddAllow<T>(this T o, params IEnumerable<string> v) where T : BuildxBakeSettings
        => o.Modify(b => b.AddCollection(() => o.Allow, v));

    public static T AddOverride<T>(this T o, params IEnumerable<string> v) where T : BuildxBakeSettings
        => o.Modify(b => b.AddCollection(() => o.Override, v));

    public static T SetProvenance<T>(this T o, string v) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Provenance, v));

    public static T SetSbom<T>(this T o, string v) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Sbom, v));

    public static T EnableNoCache<T>(this T o) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.NoCache, true));

    public static T EnablePull<T>(this T o) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Pull, true));

    public static T EnablePush<T>(this T o) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Push, true));

    public static T EnableLoad<T>(this T o) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Load, true));

    public static T EnablePrint<T>(this T o) where T : BuildxBakeSettings => o.Modify(b => b.Set(() => o.Print, true));

    public static T AddTargets<T>(this T o, params IEnumerable<string> v) where T : BuildxBakeSettings
        => o.Modify(b => b.AddCollection(() => o.Targets, v));
}
