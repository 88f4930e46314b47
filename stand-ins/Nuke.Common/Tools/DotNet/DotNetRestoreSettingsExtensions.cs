using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what only <c>dotnet restore</c> has.</summary>
public static class DotNetRestoreSettingsExtensions
{
    public static T SetConfigFile<T>(this T o, string v) where T : DotNetRestoreSettings
        => o.Modify(b => b.Set(() => o.ConfigFile, v));

    public static T ResetConfigFile<T>(this T o) where T : DotNetRestoreSettings => o.SetConfigFile(null);
}
