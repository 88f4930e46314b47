using Esb.Common.Configuration;

namespace Esb.Gateway.Schedules;

/// <summary>A schedule of a function.</summary>
sealed record ScheduleKey(string Function, string Name);

/// <summary>A schedule whose time has come.</summary>
/// <param name="Due">The full minute that it is for.</param>
/// <param name="Missed">How many times before this one went by unseen; they are not made up for.</param>
sealed record DueSchedule(ScheduleKey Key, ScheduleConfiguration Schedule, DateTimeOffset Due, int Missed);

/// <summary>
/// Knows when each schedule is due next. A schedule never fires for the past: not at the start, not twice after a pause of the process or
/// a jump of the clock.
/// </summary>
sealed class ScheduleBook
{
    readonly Dictionary<ScheduleKey, Entry> _entries = [];
    FunctionsFile? _functions;
    DateTimeOffset? _seen;

    /// <summary>Those due at this moment; every one once.</summary>
    public IReadOnlyList<DueSchedule> Due(FunctionsFile functions, DateTimeOffset now)
    {
        // A clock that was set back: what was due soon would be due late.
        if (_seen is { } seen && now < seen - TimeSpan.FromSeconds(1))
            _entries.Clear();
        if (!ReferenceEquals(functions, _functions) || _entries.Count == 0)
            Update(functions, now);
        _seen = now;
        var due = new List<DueSchedule>();
        foreach (var (key, entry) in _entries)
        {
            if (entry.Next is not { } next || next > now)
                continue;
            var (latest, missed) = Latest(entry.Expression, next, now);
            entry.Next = entry.Expression.Next(now);
            due.Add(new DueSchedule(key, entry.Schedule, latest, missed));
        }
        return due;
    }

    void Update(FunctionsFile functions, DateTimeOffset now)
    {
        _functions = functions;
        var before = new Dictionary<ScheduleKey, Entry>(_entries);
        _entries.Clear();
        foreach (var function in functions.Functions.Values)
        {
            foreach (var schedule in function.Schedules.Where(schedule => schedule.Enabled))
            {
                var key = new ScheduleKey(function.Name, schedule.Name);
                if (before.TryGetValue(key, out var entry) && entry.Schedule.Expression == schedule.Expression)
                    _entries[key] = new Entry(schedule, entry.Expression) { Next = entry.Next };
                else if (ScheduleExpression.TryParse(schedule.Expression, out _) is { } expression)
                    _entries[key] = new Entry(schedule, expression) { Next = expression.Next(now) };
            }
        }
    }

    static (DateTimeOffset Latest, int Missed) Latest(ScheduleExpression expression, DateTimeOffset due, DateTimeOffset now)
    {
        var missed = 0;
        while (expression.Next(due) is { } next && next <= now && missed < 100_000)
            (due, missed) = (next, missed + 1);
        return (due, missed);
    }

    sealed class Entry(ScheduleConfiguration schedule, ScheduleExpression expression)
    {
        public ScheduleConfiguration Schedule => schedule;

        public ScheduleExpression Expression => expression;

        public DateTimeOffset? Next { get; set; }
    }
}
