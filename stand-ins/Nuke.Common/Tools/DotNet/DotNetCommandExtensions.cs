using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of what every command has: runtime, verbosity, MSBuild properties.</summary>
public static class DotNetCommandExtensions
{
    public static T SetRuntime<T>(this T o, string v) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.Set(() => o.Runtime, v));

    public static T ResetRuntime<T>(this T o) where T : ToolOptions, IDotNetCommand => o.SetRuntime(null);

    public static T SetVerbosity<T>(this T o, DotNetVerbosity v) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.Set(() => o.Verbosity, v));

    public static T ResetVerbosity<T>(this T o) where T : ToolOptions, IDotNetCommand => o.SetVerbosity(null);

    public static T SetProperties<T>(this T o, IDictionary<string, object> v) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.Set(() => o.Properties, v.ToDictionary(x => x.Key, x => x.Value, StringComparer.OrdinalIgnoreCase)));

    public static T SetProperty<T>(this T o, string k, object v) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.SetDictionary(() => o.Properties, k, v));

    public static T AddProperty<T>(this T o, string k, object v) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.AddDictionary(() => o.Properties, k, v));

    public static T RemoveProperty<T>(this T o, string k) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.RemoveDictionary(() => o.Properties, k));

    public static T ClearProperties<T>(this T o) where T : ToolOptions, IDotNetCommand
        => o.Modify(b => b.ClearDictionary(() => o.Properties));
}
