using System.Globalization;

namespace BuildChain.EndToEnd;

/// <summary>Where each run is, from its events: the rows of a live table.</summary>
public sealed record RunBoard(IReadOnlyList<RunRow> Rows)
{
    /// <summary>Every profile is waiting for its turn.</summary>
    public static RunBoard Of(IEnumerable<E2EProfile> profiles) => new([.. profiles.Select(profile => new RunRow(profile.Name, "waiting", null, null, ""))]);

    public RunBoard After(RunEvent e) => new([.. Rows.Select(row => row.Profile == e.Profile ? row.After(e) : row)]);

    /// <summary>Profile, phase, time and last line, cut to the width; as many lines as runs, and a header.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public string Render(DateTimeOffset now, int width)
    {
        var lines = TextTable.Render(["PROFILE", "PHASE", "TIME", "LAST LINE"], Rows.Select(row => row.Cells(now)), 2).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(lines.Select(line => (line.Length <= width ? line : line[..Math.Max(0, width - 1)] + "…") + "\n"));
    }
}

/// <summary>One run on the board.</summary>
/// <param name="State">The phase, or how the run ended.</param>
/// <param name="Began">When its first phase did.</param>
/// <param name="Ended">When it was over.</param>
public sealed record RunRow(string Profile, string State, DateTimeOffset? Began, DateTimeOffset? Ended, string LastLine)
{
    internal RunRow After(RunEvent e) => e.Kind switch
    {
        RunEventKind.PhaseStarted => this with { State = PhaseNames.Of(e.Phase), Began = Began ?? e.At, LastLine = "" },
        RunEventKind.Line => this with { LastLine = Plain(e.Text) },
        RunEventKind.PhaseEnded => e.Text.Length > 0 ? this with { LastLine = Plain(e.Text) } : this,
        _ => this with { State = e.Text, Ended = e.At, LastLine = e.Text == "succeeded" ? "" : LastLine },
    };

    internal IReadOnlyList<string> Cells(DateTimeOffset now) => [Profile, State, Began is { } began ? Time((Ended ?? now) - began) : "-", LastLine];

    static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    // One row: the first line, without tabs and the colours of programs.
    static string Plain(string text) => string.Concat(text.Split('\n')[0].Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
