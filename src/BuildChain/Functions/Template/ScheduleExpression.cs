using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildChain.Functions;

/// <summary>EventBridge's schedule expressions: <c>rate(5 minutes)</c> and <c>cron(0 12 ? * MON-FRI *)</c>.</summary>
static partial class ScheduleExpression
{
    public const string Accepted =
        "rate(1 minute), rate(5 minutes|hours|days), or cron(minutes hours day-of-month month day-of-week year) with '?' for one of the days, "
        + "such as cron(0 12 * * ? *).";

    static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static bool IsLegal(string text)
        => RateForm().Match(text) is { Success: true } rate ? IsRate(rate)
            : text.StartsWith("cron(", StringComparison.Ordinal)
                && text.EndsWith(')')
                && IsCron(text[5..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // EventBridge refuses rate(1 minutes) and rate(5 minute).
    static bool IsRate(Match rate)
        => int.TryParse(rate.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && rate.Groups["unit"].ValueSpan.EndsWith("s") == (count != 1);

    static bool IsCron(string[] fields)
        => fields is [var minutes, var hours, var dayOfMonth, var month, var dayOfWeek, var year]
            && Field(minutes, 0, 59)
            && Field(hours, 0, 23)
            && (dayOfMonth is "?" or "L" or "LW" || NearestWeekday().IsMatch(dayOfMonth) || Field(dayOfMonth, 1, 31))
            && Field(month, 1, 12, Months)
            && (dayOfWeek is "?" or "L" || LastOrNth().IsMatch(dayOfWeek) || Field(dayOfWeek, 1, 7, Days))
            && Field(year, 1970, 2199)
            && (dayOfMonth == "?") != (dayOfWeek == "?");

    static bool Field(string field, int least, int most, string[]? names = null)
        => field.Split(',').All(item => Item(item, least, most, names));

    // *, a, a-b, each with an optional /step.
    static bool Item(string item, int least, int most, string[]? names)
        => item.Split('/') switch
        {
            [var range] => Range(range, least, most, names),
            [var range, var step] => Range(range, least, most, names) && Number(step, 1, most, null) is not null,
            _ => false,
        };

    static bool Range(string range, int least, int most, string[]? names)
        => range.Split('-') switch
        {
            ["*"] => true,
            [var one] => Number(one, least, most, names) is not null,
            [var first, var last] => Number(first, least, most, names) is not null && Number(last, least, most, names) is not null,
            _ => false,
        };

    static int? Number(string text, int least, int most, string[]? names)
        => names is not null && Array.IndexOf(names, text.ToUpperInvariant()) is var index and >= 0 ? index + 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : null;

    [GeneratedRegex(@"^rate\((?<count>[0-9]{1,9}) (?<unit>minutes?|hours?|days?)\)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RateForm();

    [GeneratedRegex("^(?:[1-9]|[12][0-9]|3[01])W$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NearestWeekday();

    [GeneratedRegex("^(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5])$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex LastOrNth();
}
