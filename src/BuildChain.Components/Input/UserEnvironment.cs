using Nuke.Common.Tooling;

namespace BuildChain.Components.Input;

/// <summary>Variables of the user's environment; an empty one counts as unset.</summary>
static class UserEnvironment
{
    public static string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Where a value comes from, for messages: the option when it was given, else the variable when it is set.</summary>
    public static string Source(string? given, string option, string variable) => given is null && Get(variable) is not null ? variable : option;

    /// <summary>The choice that the variable names, the first one when it is unset.</summary>
    /// <exception cref="BuildChainException">The variable names none of them.</exception>
    public static T Choice<T>(string name, params IReadOnlyList<T> choices)
        where T : Enumeration
    {
        if (Get(name) is not { } value)
            return choices[0];
        return choices.FirstOrDefault(choice => choice.ToString().Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new BuildChainException($"{name} is '{value}'. It accepts: {NearestName.Describe(value, choices.Select(c => c.ToString()).ToList())}");
    }
}
