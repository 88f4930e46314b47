using System.Text.RegularExpressions;

namespace BuildChain.Functions;

/// <summary>What can be told of a Python module without running it.</summary>
static partial class PythonText
{
    /// <summary>Whether the name stands anywhere: defined, assigned, imported, or in a comment.</summary>
    public static bool Mentions(string text, string name)
        => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether names can get in without being written.</summary>
    public static bool TakesNamesOver(string text) => NamesFromElsewhere().IsMatch(text);

    /// <summary>The functions that the module itself defines, in the order of the text.</summary>
    public static IReadOnlyList<string> Functions(string text) => [.. Definition().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\bimport\s+\*|\bimport\s*\(\s*\*|\bglobals\(|\bsetattr\(|\bdef\s+__getattr__\b|\bexec\(", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamesFromElsewhere();

    [GeneratedRegex(@"^(?:async\s+)?def\s+(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Definition();
}
