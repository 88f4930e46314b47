using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what only <c>dotnet test</c> has.</summary>
public static class DotNetTestSettingsExtensions
{
    public static T SetFilter<T>(this T o, string v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.Filter, v));

    public static T ResetFilter<T>(this T o) where T : DotNetTestSettings => o.SetFilter(null);

    public static T SetResultsDirectory<T>(this T o, string v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.ResultsDirectory, v));

    public static T ResetResultsDirectory<T>(this T o) where T : DotNetTestSettings => o.SetResultsDirectory(null);

    public static T SetSettingsFile<T>(this T o, string v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.SettingsFile, v));

    public static T ResetSettingsFile<T>(this T o) where T : DotNetTestSettings => o.SetSettingsFile(null);

    public static T SetDataCollector<T>(this T o, string v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.DataCollector, v));

    public static T ResetDataCollector<T>(this T o) where T : DotNetTestSettings => o.SetDataCollector(null);

    public static T SetDiagnosticsFile<T>(this T o, string v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.DiagnosticsFile, v));

    public static T ResetDiagnosticsFile<T>(this T o) where T : DotNetTestSettings => o.SetDiagnosticsFile(null);

    public static T SetListTests<T>(this T o, bool? v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.ListTests, v));

    public static T ResetListTests<T>(this T o) where T : DotNetTestSettings => o.SetListTests(null);

    public static T EnableListTests<T>(this T o) where T : DotNetTestSettings => o.SetListTests(true);

    public static T DisableListTests<T>(this T o) where T : DotNetTestSettings => o.SetListTests(false);

    public static T SetBlameMode<T>(this T o, bool? v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.BlameMode, v));

    public static T ResetBlameMode<T>(this T o) where T : DotNetTestSettings => o.SetBlameMode(null);

    public static T EnableBlameMode<T>(this T o) where T : DotNetTestSettings => o.SetBlameMode(true);

    public static T DisableBlameMode<T>(this T o) where T : DotNetTestSettings => o.SetBlameMode(false);

    public static T SetBlameCrash<T>(this T o, bool? v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.BlameCrash, v));

    public static T ResetBlameCrash<T>(this T o) where T : DotNetTestSettings => o.SetBlameCrash(null);

    public static T EnableBlameCrash<T>(this T o) where T : DotNetTestSettings => o.SetBlameCrash(true);

    public static T DisableBlameCrash<T>(this T o) where T : DotNetTestSettings => o.SetBlameCrash(false);

    public static T SetBlameHang<T>(this T o, bool? v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.BlameHang, v));

    public static T ResetBlameHang<T>(this T o) where T : DotNetTestSettings => o.SetBlameHang(null);

    public static T EnableBlameHang<T>(this T o) where T : DotNetTestSettings => o.SetBlameHang(true);

    public static T DisableBlameHang<T>(this T o) where T : DotNetTestSettings => o.SetBlameHang(false);

    public static T SetBlameHangTimeout<T>(this T o, string v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.BlameHangTimeout, v));

    public static T ResetBlameHangTimeout<T>(this T o) where T : DotNetTestSettings => o.SetBlameHangTimeout(null);

    public static T SetRunSettings<T>(this T o, IDictionary<string, object> v) where T : DotNetTestSettings
        => o.Modify(b => b.Set(() => o.RunSettings, v.ToDictionary(x => x.Key, x => x.Value, StringComparer.OrdinalIgnoreCase)));

    public static T SetRunSetting<T>(this T o, string k, object v) where T : DotNetTestSettings
        => o.Modify(b => b.SetDictionary(() => o.RunSettings, k, v));

    public static T AddRunSetting<T>(this T o, string k, object v) where T : DotNetTestSettings
        => o.Modify(b => b.AddDictionary(() => o.RunSettings, k, v));

    public static T RemoveRunSetting<T>(this T o, string k) where T : DotNetTestSettings
        => o.Modify(b => b.RemoveDictionary(() => o.RunSettings, k));

    public static T ClearRunSettings<T>(this T o) where T : DotNetTestSettings
        => o.Modify(b => b.ClearDictionary(() => o.RunSettings));
}
