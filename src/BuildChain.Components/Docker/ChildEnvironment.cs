using Nuke.Common;

namespace BuildChain.Components.Docker;

/// <summary>The environment of a tool task's process: NUKE takes the variables given as all of it.</summary>
static class ChildEnvironment
{
    /// <summary>This process's own variables with changes; a null value removes one.</summary>
    public static Dictionary<string, string> With(IReadOnlyDictionary<string, string?> changes)
    {
        var variables = EnvironmentInfo.Variables.ToDictionary(x => x.Key, x => x.Value, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null)
                variables.Remove(name);
            else
                variables[name] = value;
        }

        return variables;
    }
}
