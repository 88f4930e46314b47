using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Cache;

/// <summary>Sizes and ages as a person gives them to <c>CachePrune</c>.</summary>
public static partial class CacheAmounts
{
    const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>Bytes of <c>10GB</c>, <c>1.5 GiB</c>, <c>500m</c> or <c>0</c>: thousands, or 1024s with an <c>i</c>.</summary>
    /// <param name="source">The option that it comes from, such as <c>--keep</c>.</param>
    /// <exception cref="BuildChainException">Anything else.</exception>
    public static long ParseSize(string text, string source)
    {
        var match = Size().Match(text);
        if (!match.Success)
            throw new BuildChainException($"{source}: '{text}' is not a size.", "Give a number and a unit: 500MB, 10GB, 1.5GiB.");

        var power = "kmgt".IndexOf(char.ToLowerInvariant((match.Groups["unit"].Value + "b")[0]), StringComparison.Ordinal) + 1;
        var bytes = Number(match) * Math.Pow(match.Groups["binary"].Success ? 1024 : 1000, power);
        return bytes <= long.MaxValue / 2 ? (long)bytes : long.MaxValue;
    }

    /// <summary>The time of <c>30d</c>, <c>2w</c>, <c>12h</c>, <c>45min</c> or <c>90s</c>.</summary>
    /// <inheritdoc cref="ParseSize"/>
    public static TimeSpan ParseAge(string text, string source)
    {
        var match = Age().Match(text);
        var days = !match.Success ? double.NaN : Number(match) * char.ToLowerInvariant(match.Groups["unit"].Value[0]) switch
        {
            'w' => 7,
            'd' => 1,
            'h' => 1 / 24.0,
            'm' => 1 / 1440.0,
            _ => 1 / 86400.0,
        };
        return days <= TimeSpan.MaxValue.TotalDays / 2
            ? TimeSpan.FromDays(days)
            : throw new BuildChainException($"{source}: '{text}' is not a time.", "Give a number and a unit: 30d, 2w, 12h, 45min, 90s.");
    }

    static double Number(Match match) => double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<number>\d{1,15}(\.\d{1,9})?)\s*((?<unit>[kmgt])(?<binary>i)?b?|b)?\s*$", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"^\s*(?<number>\d{1,9}(\.\d{1,9})?)\s*(?<unit>w|d|h|min|m|s)\s*$", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Age();
}
