using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Engine;

/// <summary>The leading number of what a tool calls its version: <c>v0.29.1+ds1</c>, <c>28.5.2+dfsg4</c>, <c>2.40.3-desktop.1</c>.</summary>
public static partial class ToolVersion
{
    /// <returns>Major, minor and patch (0 when absent); null when the text does not begin with a version.</returns>
    public static Version? Parse(string? text)
    {
        var match = Pattern().Match(text ?? "");
        return match.Success ? new Version(Part(match, "major"), Part(match, "minor"), Part(match, "patch")) : null;
    }

    static int Part(Match match, string group)
        => int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    [GeneratedRegex(@"^\s*v?(?<major>\d{1,9})\.(?<minor>\d{1,9})(\.(?<patch>\d{1,9}))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
