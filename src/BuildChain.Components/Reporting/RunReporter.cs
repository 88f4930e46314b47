using BuildChain.EndToEnd;
using Nuke.Common;

namespace BuildChain.Components.Reporting;

/// <summary>Shows runs: a live table on a terminal; elsewhere lines that begin with the profile. Whole logs are in files.</summary>
sealed class RunReporter : IDisposable
{
    static readonly bool IsLive = NukeBuild.IsLocalBuild && !Console.IsOutputRedirected;

    readonly Lock _lock = new();
    readonly Timer? _clock;
    readonly int _width;
    RunBoard _board;
    int _drawn;

    public RunReporter(IReadOnlyList<E2EProfile> profiles)
    {
        _board = RunBoard.Of(profiles);
        _width = profiles.Max(profile => profile.Name.Length);
        if (IsLive)
            _clock = new Timer(_ => Draw(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
    }

    public void Report(RunEvent e)
    {
        lock (_lock)
            _board = _board.After(e);
        if (!IsLive)
            Tell(e);
    }

    public void Dispose()
    {
        _clock?.Dispose();
        if (IsLive)
            Draw();
    }

    void Tell(RunEvent e)
    {
        var phase = PhaseNames.Of(e.Phase);
        var text = e.Kind switch
        {
            RunEventKind.PhaseStarted => $"{phase} …",
            RunEventKind.Line => $"{phase}: {e.Text}",
            RunEventKind.PhaseEnded when e.Text.Length > 0 => $"{phase} went wrong: {e.Text}",
            RunEventKind.RunEnded => $"is over: {e.Text}",
            _ => "",
        };
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            BuildReporter.Note($"{e.Profile.PadRight(_width)} | {line.TrimEnd()}");
    }

    void Draw()
    {
        lock (_lock)
        {
            var rows = _board.Render(DateTimeOffset.UtcNow, Math.Max(20, Console.WindowWidth - 1));
            // Up to where the table began, each row written over and the rest of its line cleared.
            var text = (_drawn > 0 ? $"\u001b[{_drawn}A" : "") + rows.Replace("\n", "\u001b[K\n", StringComparison.Ordinal);
            _drawn = rows.Count(c => c == '\n');
            Console.Write(text);
        }
    }
}
