namespace Serilog.Events;

/// <summary>The severity of a log event, least severe first.</summary>
public enum LogEventLevel
{
    Verbose,
    Debug,
    Information,
    Warning,
    Error,
    Fatal,
}
