using System.Text.RegularExpressions;
using BuildChain;

namespace Repository.Tests;

/// <summary>A command line of the build, checked without running it.</summary>
static partial class BuildCommand
{
    /// <summary>Every <c>./build.sh …</c> in a text of shell, without comments and with what follows on the next line after a backslash.</summary>
    public static IEnumerable<string> In(string shell)
        => Start().Matches(shell.Replace("\\\n", " ", StringComparison.Ordinal)).Select(match => match.Groups["arguments"].Value.Trim());

    /// <summary>What is wrong with its targets, parameters and values; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(string arguments)
    {
        var parameters = BuildSchema.Parameters.Concat(BuildSchema.BuiltIn)
            .Append(new BuildParameter("--generate-configuration", [])).ToDictionary(parameter => parameter.Option, StringComparer.Ordinal);
        BuildParameter? parameter = null;
        foreach (var word in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                if (!parameters.TryGetValue(word, out parameter))
                    yield return $"{word} is no parameter: {NearestName.Describe(word, parameters.Keys)}";
            }
            else if (parameter is { Values.Count: > 0 } && !IsPlaceholder(word) && !parameter.Values.Contains(word, StringComparer.OrdinalIgnoreCase))
                yield return $"{parameter.Option} does not take {word}: {NearestName.Describe(word, parameter.Values)}";
            else if (parameter is null && !word.StartsWith(':') && !IsPlaceholder(word) && !BuildSchema.Targets.Contains(word, StringComparer.Ordinal))
                yield return $"{word} is no target: {NearestName.Describe(word, BuildSchema.Targets)}";
        }
    }

    static bool IsPlaceholder(string word) => word is "…" || word.StartsWith('<') || word.StartsWith('$') || word.StartsWith('"');

    [GeneratedRegex(@"(?<![\w/])\./build\.sh(?<arguments>(?:[ \t]+(?!#)[^\s`&|;)]+)*)")]
    private static partial Regex Start();
}
