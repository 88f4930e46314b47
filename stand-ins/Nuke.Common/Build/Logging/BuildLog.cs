using Nuke.Common.CI;
using Serilog;
using Serilog.Events;
using Serilog.Rendering;

namespace Nuke.Common.Execution;

/// <summary>
/// Where the build's log goes: warnings and errors to the build server, what the verbosity allows to the console, everything to the
/// log files; warnings and errors are kept for the end of the build.
/// </summary>
sealed class BuildLog : ILogSink
{
    readonly Lock _lock = new();
    readonly Host _host;
    readonly bool _hasTimestamps;
    readonly LogFiles _files;
    readonly List<LogEvent> _warningsAndErrors = [];
    bool _isRepeating;

    public BuildLog(NukeBuild build)
    {
        _host = NukeBuild.Host;
        _hasTimestamps = _host.HasTimestamps && build.IsOutputEnabled(DefaultOutput.Timestamps);
        _files = _host is IBuildServer ? null : new LogFiles(NukeBuild.TemporaryDirectory);
    }

    public bool IsEnabled(LogEventLevel level) => true;

    public bool HasWarningsOrErrors => _warningsAndErrors.Count > 0;

    public void Emit(LogEventLevel level, Exception exception, string template, object[] values)
    {
        lock (_lock)
        {
            if (level == LogEventLevel.Verbose && !Logging.IsPrinted(level))
                _files?.Add(() => new LogEvent(level, exception, template, values, Logging.Target));
            else if (_isRepeating || !_host.FilterMessage(template))
                Emit(new LogEvent(level, exception, template, values, Logging.Target));
        }
    }

    /// <summary>Prints warnings and errors once more, each with its target. Later events are printed in the same form.</summary>
    public void RepeatWarningsAndErrors()
    {
        lock (_lock)
        {
            _isRepeating = true;
            foreach (var logged in _warningsAndErrors.Where(x => x.Template.Text.Length > 0))
                Print(logged);
        }
    }

    public void Close()
    {
        lock (_lock)
            _files?.Dispose();
    }

    void Emit(LogEvent logged)
    {
        if (_isRepeating)
        {
            if (logged.Level >= LogEventLevel.Information)
                Print(logged);
            return;
        }

        if (logged.Level == LogEventLevel.Warning)
            _host.ReportWarning(logged.RenderQuoted(), logged.Exception?.ToString());
        else if (logged.Level > LogEventLevel.Warning)
            _host.ReportError(logged.RenderQuoted(), logged.Exception?.ToString());

        if (Logging.IsPrinted(logged.Level))
            Print(logged);
        if (logged.Level >= LogEventLevel.Warning)
            _warningsAndErrors.Add(logged);
        _files?.Write(logged);
    }

    void Print(LogEvent logged)
    {
        var line = new StyledWriter(_host.Theme.Styles) { IsForConsole = true };
        LogLine.Write(line, logged, _isRepeating ? LogLine.Form.WithTarget : _hasTimestamps ? LogLine.Form.WithTime : LogLine.Form.Plain);
        Console.Out.Write(line.GetStringBuilder());
    }
}
