namespace Nuke.Common.Execution;

/// <summary>The table at the end of a build: target, status, duration, and what is to be said about it.</summary>
sealed class SummaryTable(IReadOnlyCollection<ExecutableTarget> plan)
{
    // No-break spaces, as some build servers fold several spaces.
    const char Padding = '\u00a0';
    const int StatusWidth = 10;
    const int DurationWidth = 10;

    readonly int _nameWidth = Math.Max(plan.Max(x => x.Name.Length) + 4, 19);

    public string Header => Row("Target", "Status", "Duration");

    public string Total => Row("Total", string.Empty, Format(plan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Duration)));

    public string Line(char c) => new(c, _nameWidth + StatusWidth + DurationWidth);

    public string Row(ExecutableTarget target)
    {
        var hasRun = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted;
        var row = Row(target.Name, target.Status.ToString(), hasRun ? Format(target.Duration) : string.Empty);
        return target.SummaryInformation.Count == 0
            ? row
            : $"{row}{Padding}{Padding}{Padding}// {string.Join(", ", target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}"))}";
    }

    string Row(string name, string status, string duration)
        => name.PadRight(_nameWidth, Padding) + status.PadRight(StatusWidth, Padding) + duration.PadLeft(DurationWidth, Padding);

    static string Format(TimeSpan duration)
        => duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration.Seconds:00}";
}
