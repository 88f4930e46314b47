using System.Globalization;

namespace BuildChain.Meta;

/// <summary>The time that repeatable builds have instead of the clock's: https://reproducible-builds.org/specs/source-date-epoch/.</summary>
public static class SourceDate
{
    public const string Variable = "SOURCE_DATE_EPOCH";

    /// <param name="given">The variable's value, seconds since 1970; null where it is not set.</param>
    /// <param name="head">The commit whose time it is otherwise.</param>
    /// <exception cref="BuildChainException">No number of seconds; neither variable nor commit.</exception>
    public static DateTimeOffset Of(string? given, GitCommit? head)
        => given is null
            ? head?.Time ?? throw new BuildChainException("--reproducible: there is no commit whose time the images could have.", $"Set {Variable} to a time in seconds since 1970: {Variable}=$(date +%s)")
            : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : throw new BuildChainException($"{Variable} is '{given}'.", "It takes seconds since 1970, such as 1700000000");
}
