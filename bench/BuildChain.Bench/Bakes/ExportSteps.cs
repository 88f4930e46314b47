using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Bench.Bakes;

/// <summary>Reads from buildx's <c>rawjson</c> progress how long it exported cache.</summary>
static partial class ExportSteps
{
    /// <summary>The sum over all targets; 0 when nothing was exported.</summary>
    public static double Seconds(string progress)
        => Completed().Matches(progress)
            .DistinctBy(match => match.Groups["digest"].Value) // the end of a step may be told again
            .Sum(match => (Time(match, "completed") - Time(match, "started")).TotalSeconds);

    static DateTimeOffset Time(Match match, string name)
        => DateTimeOffset.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    // {"digest":"sha256:…","name":"[one] exporting cache to client directory","started":"…","completed":"…"}
    [GeneratedRegex(
        """\{"digest":"(?<digest>[^"]*)","name":"(\[[^\]"]*\] )?exporting cache[^"]*","started":"(?<started>[^"]*)","completed":"(?<completed>[^"]*)["]""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Completed();
}
