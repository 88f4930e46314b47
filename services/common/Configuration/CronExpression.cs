namespace Esb.Common.Configuration;

/// <summary>
/// <c>cron(minute hour day-of-month month day-of-week year)</c>. Of the two days one is <c>?</c>. Weekdays count from 1, Sunday.
/// <c>L</c> is the last day, <c>15W</c> the weekday nearest to the 15th, <c>6L</c> the last Friday, <c>3#2</c> the second Tuesday.
/// </summary>
sealed class CronExpression : ScheduleExpression
{
    static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    readonly SortedSet<int> _minutes;
    readonly SortedSet<int> _hours;
    readonly SortedSet<int> _months;
    readonly SortedSet<int> _years;
    readonly Func<int, int, IEnumerable<int>> _days;

    CronExpression(string minute, string hour, string month, string year, Func<int, int, IEnumerable<int>> days)
    {
        _minutes = new CronField("minutes", 0, 59).Values(minute);
        _hours = new CronField("hours", 0, 23).Values(hour);
        _months = new CronField("months", 1, 12, Months).Values(month);
        _years = new CronField("years", 1970, 2199).Values(year);
        _days = days;
    }

    public static CronExpression Parse(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minute, var hour, var day, var month, var weekday, var year])
            throw new FormatException("cron has six fields: minutes, hours, day of month, month, day of week, year");
        if ((day == "?") == (weekday == "?"))
            throw new FormatException("exactly one of day of month and day of week must be '?'");
        return new CronExpression(minute, hour, month, year, weekday == "?" ? DaysOfMonth(day) : DaysOfWeek(weekday));
    }

    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        var least = new DateTime(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, 0, DateTimeKind.Utc).AddMinutes(1);
        foreach (var year in _years.Where(year => year >= least.Year))
        {
            foreach (var month in _months.Where(month => year > least.Year || month >= least.Month))
            {
                foreach (var day in _days(year, month).Order())
                {
                    if (FirstOfDay(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc), least) is { } found)
                        return new DateTimeOffset(found);
                }
            }
        }
        return null;
    }

    DateTime? FirstOfDay(DateTime day, DateTime least)
    {
        if (day < least.Date)
            return null;
        foreach (var hour in _hours)
        {
            foreach (var minute in _minutes)
            {
                if (day.AddHours(hour).AddMinutes(minute) is var moment && moment >= least)
                    return moment;
            }
        }
        return null;
    }

    static Func<int, int, IEnumerable<int>> DaysOfMonth(string text)
    {
        var field = new CronField("days of month", 1, 31);
        var parts = text.Split(',').Select<string, Func<int, int, IEnumerable<int>>>(part =>
        {
            if (part == "L")
                return static (year, month) => [DateTime.DaysInMonth(year, month)];
            if (part == "LW")
                return static (year, month) => [NearestWeekday(year, month, DateTime.DaysInMonth(year, month))];
            if (part.EndsWith('W'))
            {
                var day = field.Number(part[..^1]);
                return (year, month) => day <= DateTime.DaysInMonth(year, month) ? [NearestWeekday(year, month, day)] : [];
            }
            var values = field.Values(part);
            return (year, month) => values.Where(day => day <= DateTime.DaysInMonth(year, month));
        }).ToList();
        return (year, month) => parts.SelectMany(part => part(year, month)).Distinct();
    }

    static Func<int, int, IEnumerable<int>> DaysOfWeek(string text)
    {
        var field = new CronField("days of week", 1, 7, Weekdays);
        var parts = text.Split(',').Select<string, Func<int, int, IEnumerable<int>>>(part =>
        {
            if (part == "L")
                return static (year, month) => DaysOn(7, year, month);
            if (part.EndsWith('L'))
            {
                var last = field.Number(part[..^1]);
                return (year, month) => DaysOn(last, year, month).TakeLast(1);
            }
            if (part.Split('#') is [var weekday, var which])
            {
                var (on, number) = (field.Number(weekday), new CronField("weeks after '#'", 1, 5).Number(which));
                return (year, month) => DaysOn(on, year, month).Skip(number - 1).Take(1);
            }
            var values = field.Values(part);
            return (year, month) => values.SelectMany(value => DaysOn(value, year, month));
        }).ToList();
        return (year, month) => parts.SelectMany(part => part(year, month)).Distinct();
    }

    static IEnumerable<int> DaysOn(int weekday, int year, int month) =>
        Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Where(day => (int)new DateTime(year, month, day).DayOfWeek == weekday - 1);

    // Never in another month: the first on a Saturday is Monday the third.
    static int NearestWeekday(int year, int month, int day) => new DateTime(year, month, day).DayOfWeek switch
    {
        DayOfWeek.Saturday => day > 1 ? day - 1 : day + 2,
        DayOfWeek.Sunday => day < DateTime.DaysInMonth(year, month) ? day + 1 : day - 2,
        _ => day,
    };
}
