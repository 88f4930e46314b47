namespace Esb.Common.Configuration;

/// <summary>A place in a configuration file; line and column count from 1.</summary>
public readonly record struct ConfigurationPosition(string File, long Line, long Column)
{
    /// <summary><c>file:line:column</c>, which editors open.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}

/// <summary>What is wrong at one place of a configuration file.</summary>
public sealed record ConfigurationProblem(ConfigurationPosition Position, string Message)
{
    /// <summary>One line, as it is logged and printed.</summary>
    public override string ToString() => $"{Position}: {Message}";
}

/// <summary>A configuration file that cannot be used, with everything that is wrong with it in the order of the file.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
    : Exception(string.Join('\n', problems))
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => problems;
}
