using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what only <c>dotnet pack</c> has.</summary>
public static class DotNetPackSettingsExtensions
{
    public static T SetIncludeSource<T>(this T o, bool? v) where T : DotNetPackSettings
        => o.Modify(b => b.Set(() => o.IncludeSource, v));

    public static T ResetIncludeSource<T>(this T o) where T : DotNetPackSettings => o.SetIncludeSource(null);

    public static T EnableIncludeSource<T>(this T o) where T : DotNetPackSettings => o.SetIncludeSource(true);

    public static T DisableIncludeSource<T>(this T o) where T : DotNetPackSettings => o.SetIncludeSource(false);

    public static T SetIncludeSymbols<T>(this T o, bool? v) where T : DotNetPackSettings
        => o.Modify(b => b.Set(() => o.IncludeSymbols, v));

    public static T ResetIncludeSymbols<T>(this T o) where T : DotNetPackSettings => o.SetIncludeSymbols(null);

    public static T EnableIncludeSymbols<T>(this T o) where T : DotNetPackSettings => o.SetIncludeSymbols(true);

    public static T DisableIncludeSymbols<T>(this T o) where T : DotNetPackSettings => o.SetIncludeSymbols(false);

    public static T SetServiceable<T>(this T o, bool? v) where T : DotNetPackSettings
        => o.Modify(b => b.Set(() => o.Serviceable, v));

    public static T ResetServiceable<T>(this T o) where T : DotNetPackSettings => o.SetServiceable(null);

    public static T EnableServiceable<T>(this T o) where T : DotNetPackSettings => o.SetServiceable(true);

    public static T DisableServiceable<T>(this T o) where T : DotNetPackSettings => o.SetServiceable(false);
}
