using System.Globalization;
using System.Text.RegularExpressions;

namespace Esb.Common.Configuration;

/// <summary>When a schedule fires: EventBridge's <c>rate(value unit)</c> and <c>cron(minute hour day month weekday year)</c>, in UTC.</summary>
public abstract partial class ScheduleExpression
{
    /// <summary>The first moment after the given one, on a full minute; null when there is none left.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    /// <summary>Reads an expression; null when it is none, with the reason.</summary>
    /// <param name="problem">What is wrong, as the end of a sentence; empty when nothing is.</param>
    public static ScheduleExpression? TryParse(string text, out string problem)
    {
        if (Form.Match(text) is not { Success: true } match)
        {
            problem = "it must be rate(5 minutes) or cron(0 12 * * ? *)";
            return null;
        }
        var inner = match.Groups["inner"].Value;
        try
        {
            problem = "";
            return match.Groups["kind"].Value == "rate" ? RateExpression.Parse(inner) : CronExpression.Parse(inner);
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return null;
        }
    }

    [GeneratedRegex(@"\A(?<kind>rate|cron)\((?<inner>[^()]*)\)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}

/// <summary>
/// <c>rate(...)</c>. EventBridge counts from the rule's creation; here the periods count from 1970, so that a restart neither delays nor
/// repeats one: <c>rate(5 minutes)</c> fires at :00, :05, :10 and so on.
/// </summary>
sealed class RateExpression(TimeSpan period) : ScheduleExpression
{
    const string Accepted = "a rate is a positive number and minute(s), hour(s) or day(s), such as rate(1 minute) or rate(5 minutes)";

    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        var since = after.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return DateTimeOffset.UnixEpoch + new TimeSpan(since - since % period.Ticks + period.Ticks);
    }

    /// <summary>Reads what stands in the brackets; one has the singular, the others the plural, as EventBridge insists.</summary>
    public static RateExpression Parse(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var unit]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
            throw new FormatException(Accepted);
        return new RateExpression((unit, value) switch
        {
            ("minute", 1) or ("minutes", > 1) => TimeSpan.FromMinutes(value),
            ("hour", 1) or ("hours", > 1) => TimeSpan.FromHours(value),
            ("day", 1) or ("days", > 1) when value <= 36500 => TimeSpan.FromDays(value),
            _ => throw new FormatException(Accepted),
        });
    }
}
