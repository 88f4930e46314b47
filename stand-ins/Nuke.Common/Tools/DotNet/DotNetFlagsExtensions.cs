using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what a command leaves out.</summary>
public static class DotNetFlagsExtensions
{
    public static T SetNoBuild<T>(this T o, bool? v) where T : ToolOptions, IDotNetNoBuild
        => o.Modify(b => b.Set(() => o.NoBuild, v));

    public static T ResetNoBuild<T>(this T o) where T : ToolOptions, IDotNetNoBuild => o.SetNoBuild(null);

    public static T EnableNoBuild<T>(this T o) where T : ToolOptions, IDotNetNoBuild => o.SetNoBuild(true);

    public static T DisableNoBuild<T>(this T o) where T : ToolOptions, IDotNetNoBuild => o.SetNoBuild(false);

    public static T SetNoRestore<T>(this T o, bool? v) where T : ToolOptions, IDotNetNoRestore
        => o.Modify(b => b.Set(() => o.NoRestore, v));

    public static T ResetNoRestore<T>(this T o) where T : ToolOptions, IDotNetNoRestore => o.SetNoRestore(null);

    public static T EnableNoRestore<T>(this T o) where T : ToolOptions, IDotNetNoRestore => o.SetNoRestore(true);

    public static T DisableNoRestore<T>(this T o) where T : ToolOptions, IDotNetNoRestore => o.SetNoRestore(false);

    public static T SetNoLogo<T>(this T o, bool? v) where T : ToolOptions, IDotNetNoLogo
        => o.Modify(b => b.Set(() => o.NoLogo, v));

    public static T ResetNoLogo<T>(this T o) where T : ToolOptions, IDotNetNoLogo => o.SetNoLogo(null);

    public static T EnableNoLogo<T>(this T o) where T : ToolOptions, IDotNetNoLogo => o.SetNoLogo(true);

    public static T DisableNoLogo<T>(this T o) where T : ToolOptions, IDotNetNoLogo => o.SetNoLogo(false);
}
