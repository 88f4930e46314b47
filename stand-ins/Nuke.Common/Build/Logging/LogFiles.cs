using System.Globalization;
using Serilog.Events;
using Serilog.Rendering;

namespace Nuke.Common.Execution;

/// <summary>
/// <c>.nuke/temp/build.log</c> and <c>build.&lt;time&gt;.log</c>, of which the last six are kept. They are begun with the first event
/// that isn't merely verbose, so that <c>--help</c> touches no file.
/// </summary>
sealed class LogFiles(string directory) : IDisposable
{
    const int KeptFiles = 5;

    readonly DateTime _start = DateTime.Now;
    readonly List<Func<LogEvent>> _pending = [];
    StreamWriter _current;
    StreamWriter _archived;
    bool _isClosed;

    public void Add(Func<LogEvent> verbose)
    {
        if (_isClosed)
            return;
        if (_current == null)
            _pending.Add(verbose);
        else
            Append(verbose());
    }

    public void Write(LogEvent logged)
    {
        if (_isClosed)
            return;
        if (_current == null)
            Open();
        Append(logged);
    }

    public void Dispose()
    {
        if (_isClosed)
            return;
        if (_current == null)
            Open();
        _isClosed = true;
        _current.Dispose();
        _archived?.Dispose();
    }

    void Open()
    {
        foreach (var old in Directory.GetFiles(directory, "build.*.log").Order(StringComparer.Ordinal).Reverse().Skip(KeptFiles))
            File.Delete(old);

        _current = Create(Path.Combine(directory, "build.log"), FileMode.Create);
        var time = _start.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        _archived = Create(Path.Combine(directory, $"build.{time}.log"), FileMode.Append);
        foreach (var verbose in _pending)
            Append(verbose());
        _pending.Clear();
    }

    // Another build running in the same directory isn't a reason to fail: both write.
    static StreamWriter Create(string path, FileMode mode)
        => new(new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };

    void Append(LogEvent logged)
    {
        var message = new StyledWriter(ConsoleStyles.None);
        message.Write($"{logged.Level.ToString()[0]} | {logged.Target,-20} | ");
        logged.Render(message);
        message.WriteLine();
        if (logged.Exception != null)
            message.WriteLine(logged.Exception);

        var text = message.ToString();
        _current.Write($"{logged.Timestamp.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} | {text}");
        _archived.Write(text);
    }
}
