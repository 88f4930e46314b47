using System.Text;
using BuildChain.EndToEnd;
using Nuke.Common;

namespace BuildChain.Components.Reporting;

/// <summary>Shows runs: a live table on a terminal; elsewhere lines that begin with the profile. Whole logs are in files.</summary>
sealed class RunReporter : IDisposable
{
    /// <summary>Whether there is a table that nothing else may write into.</summary>
    public static readonly bool IsLive = NukeBuild.IsLocalBuild && !Console.IsOutputRedirected;

    readonly Lock _lock = new();
    readonly Timer? _clock;
    readonly TextWriter _console = Console.Out;
    readonly int _width;
    RunBoard _board;
    int _drawn;
    bool _atLineStart = true;

    public RunReporter(IReadOnlyList<E2EProfile> profiles)
    {
        _board = RunBoard.Of(profiles);
        _width = profiles.Max(profile => profile.Name.Length);
        if (!IsLive)
            return;
        Console.SetOut(new Others(this));
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
        if (!IsLive)
            return;
        Draw();
        Console.SetOut(_console);
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
            if (!_atLineStart)
                return;
            var rows = _board.Render(DateTimeOffset.UtcNow, Math.Max(20, Console.WindowWidth - 1));
            // Up to where the table began, each row written over and the rest of its line cleared.
            var text = (_drawn > 0 ? $"\u001b[{_drawn}A" : "") + rows.Replace("\n", "\u001b[K\n", StringComparison.Ordinal);
            _drawn = rows.Count(c => c == '\n');
            _console.Write(text);
        }
    }

    /// <summary>What others write, such as a warning, stands above the table, which the clock draws again below it.</summary>
    void Interrupt(string text)
    {
        if (text.Length == 0)
            return;
        lock (_lock)
        {
            _console.Write((_drawn > 0 ? $"\u001b[{_drawn}A\u001b[J" : "") + text);
            _drawn = 0;
            _atLineStart = text[^1] == '\n';
        }
    }

    sealed class Others(RunReporter reporter) : TextWriter
    {
        public override Encoding Encoding => reporter._console.Encoding;

        public override void Write(char value) => reporter.Interrupt(value.ToString());

        public override void Write(string? value) => reporter.Interrupt(value ?? "");
    }
}
