using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what only <c>dotnet build</c> has.</summary>
public static class DotNetBuildSettingsExtensions
{
    public static T SetNoIncremental<T>(this T o, bool? v) where T : DotNetBuildSettings
        => o.Modify(b => b.Set(() => o.NoIncremental, v));

    public static T ResetNoIncremental<T>(this T o) where T : DotNetBuildSettings => o.SetNoIncremental(null);

    public static T EnableNoIncremental<T>(this T o) where T : DotNetBuildSettings => o.SetNoIncremental(true);

    public static T DisableNoIncremental<T>(this T o) where T : DotNetBuildSettings => o.SetNoIncremental(false);

    public static T SetNoConsoleLogger<T>(this T o, bool? v) where T : DotNetBuildSettings
        => o.Modify(b => b.Set(() => o.NoConsoleLogger, v));

    public static T ResetNoConsoleLogger<T>(this T o) where T : DotNetBuildSettings => o.SetNoConsoleLogger(null);

    public static T EnableNoConsoleLogger<T>(this T o) where T : DotNetBuildSettings => o.SetNoConsoleLogger(true);

    public static T DisableNoConsoleLogger<T>(this T o) where T : DotNetBuildSettings => o.SetNoConsoleLogger(false);

    public static T SetBinaryLog<T>(this T o, string v) where T : DotNetBuildSettings
        => o.Modify(b => b.Set(() => o.BinaryLog, v));

    public static T ResetBinaryLog<T>(this T o) where T : DotNetBuildSettings => o.SetBinaryLog(null);
}
