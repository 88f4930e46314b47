using Microsoft.Extensions.Logging;

namespace Esb.Common.Logging;

/// <summary>The level names of the log lines and of <c>LOG_LEVEL</c>.</summary>
public static class LogLevels
{
    /// <summary>Accepted by <c>LOG_LEVEL</c>, most talkative first.</summary>
    public static string[] Names { get; } = ["trace", "debug", "info", "warning", "error", "critical"];

    /// <summary>The name as it is written in a log line.</summary>
    public static string Name(LogLevel level) => level < LogLevel.None ? Names[(int)level] : "none";

    /// <summary>The level of a name out of <see cref="Names"/>.</summary>
    public static LogLevel Level(string name) => (LogLevel)Array.IndexOf(Names, name);
}
