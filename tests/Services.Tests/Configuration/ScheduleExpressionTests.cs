using System.Globalization;
using Esb.Common.Configuration;

namespace Esb.Tests.Configuration;

public sealed class ScheduleExpressionTests
{
    // A Friday.
    const string Now = "2025-01-31T12:00:30Z";

    static string[] Next(string expression, string after, int count)
    {
        var schedule = ScheduleExpression.TryParse(expression, out var problem);
        Assert.Equal("", problem);
        var moment = (DateTimeOffset?)DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            moment = moment is { } last ? schedule!.Next(last) : null;
            return moment?.ToString("ddd yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "never";
        })];
    }

    [Theory]
    [InlineData("rate(1 minute)", "Fri 2025-01-31 12:01:00", "Fri 2025-01-31 12:02:00")]
    [InlineData("rate(5 minutes)", "Fri 2025-01-31 12:05:00", "Fri 2025-01-31 12:10:00")]
    [InlineData("rate(2 hours)", "Fri 2025-01-31 14:00:00", "Fri 2025-01-31 16:00:00")]
    [InlineData("rate(1 day)", "Sat 2025-02-01 00:00:00", "Sun 2025-02-02 00:00:00")]
    [InlineData("cron(* * * * ? *)", "Fri 2025-01-31 12:01:00", "Fri 2025-01-31 12:02:00")]
    [InlineData("cron(0 10 * * ? *)", "Sat 2025-02-01 10:00:00", "Sun 2025-02-02 10:00:00")]
    [InlineData("cron(15 12 * * ? *)", "Fri 2025-01-31 12:15:00", "Sat 2025-02-01 12:15:00")]
    [InlineData("cron(0 18 ? * MON-FRI *)", "Fri 2025-01-31 18:00:00", "Mon 2025-02-03 18:00:00")]
    [InlineData("cron(0 8 1 * ? *)", "Sat 2025-02-01 08:00:00", "Sat 2025-03-01 08:00:00")]
    [InlineData("cron(0/15 * * * ? *)", "Fri 2025-01-31 12:15:00", "Fri 2025-01-31 12:30:00")]
    [InlineData("cron(*/40 * * * ? *)", "Fri 2025-01-31 12:40:00", "Fri 2025-01-31 13:00:00")]
    [InlineData("cron(0/5 8-17 ? * MON-FRI *)", "Fri 2025-01-31 12:05:00", "Fri 2025-01-31 12:10:00")]
    [InlineData("cron(0 22-2/2 * * ? *)", "Fri 2025-01-31 22:00:00", "Sat 2025-02-01 00:00:00")]
    [InlineData("cron(0 0 31 * ? *)", "Mon 2025-03-31 00:00:00", "Sat 2025-05-31 00:00:00")]
    [InlineData("cron(0 0 L * ? *)", "Fri 2025-02-28 00:00:00", "Mon 2025-03-31 00:00:00")]
    [InlineData("cron(0 0 1W * ? *)", "Mon 2025-02-03 00:00:00", "Mon 2025-03-03 00:00:00")]
    [InlineData("cron(0 0 LW * ? *)", "Fri 2025-02-28 00:00:00", "Mon 2025-03-31 00:00:00")]
    [InlineData("cron(0 0 ? * 6L *)", "Fri 2025-02-28 00:00:00", "Fri 2025-03-28 00:00:00")]
    [InlineData("cron(0 0 ? * 3#2 *)", "Tue 2025-02-11 00:00:00", "Tue 2025-03-11 00:00:00")]
    [InlineData("cron(0 0 ? * SAT,TUE *)", "Sat 2025-02-01 00:00:00", "Tue 2025-02-04 00:00:00")]
    [InlineData("cron(0 0 29 FEB ? *)", "Tue 2028-02-29 00:00:00", "Sun 2032-02-29 00:00:00")]
    [InlineData("cron(59 23 31 12 ? 2025-2026)", "Wed 2025-12-31 23:59:00", "Thu 2026-12-31 23:59:00")]
    public void The_next_two_moments(string expression, string first, string second) => Assert.Equal([first, second], Next(expression, Now, 2));

    [Theory]
    [InlineData("cron(0 0 1 1 ? 2025)")]
    [InlineData("cron(0 0 30 2 ? *)")]
    public void A_schedule_in_the_past_or_on_no_day_never_fires(string expression) => Assert.Equal(["never"], Next(expression, Now, 1));

    [Fact]
    public void A_full_minute_is_followed_by_the_next() =>
        Assert.Equal(["Fri 2025-01-31 12:01:00"], Next("cron(* * * * ? *)", "2025-01-31T12:00:00Z", 1));

    [Theory]
    [InlineData("", "it must be rate(5 minutes) or cron(0 12 * * ? *)")]
    [InlineData("every minute", "it must be rate(5 minutes) or cron(0 12 * * ? *)")]
    [InlineData("rate(0 minutes)", "a rate is a positive number and")]
    [InlineData("rate(1 minutes)", "a rate is a positive number and")]
    [InlineData("rate(5 seconds)", "a rate is a positive number and")]
    [InlineData("cron(* * * * *)", "cron has six fields")]
    [InlineData("cron(* * * * * *)", "exactly one of day of month and day of week must be '?'")]
    [InlineData("cron(* * ? * ? *)", "exactly one of day of month and day of week must be '?'")]
    [InlineData("cron(60 * * * ? *)", "'60' is nothing for the minutes: they are 0 to 59, with , - * /")]
    [InlineData("cron(0 0 ? * 8 *)", "'8' is nothing for the days of week: they are 1 to 7 or SUN to SAT, with , - * /")]
    [InlineData("cron(0/0 * * * ? *)", "'/0' is nothing for the minutes")]
    [InlineData("cron(0 0 32W * ? *)", "'32' is nothing for the days of month")]
    [InlineData("cron(0 0 ? * 2#6 *)", "'6' is nothing for the weeks after '#'")]
    public void Anything_else_is_refused_with_what_is_accepted(string expression, string problem)
    {
        Assert.Null(ScheduleExpression.TryParse(expression, out var found));
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }
}
