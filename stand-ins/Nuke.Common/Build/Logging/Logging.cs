using Serilog;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>The state of the log: level and running target.</summary>
public static class Logging
{
    const int TargetNameLength = 20;

    /// <summary>The least severe level that reaches the console; the files get everything.</summary>
    public static LogLevel Level { get; set; } = LogLevel.Normal;

    internal static string Target { get; private set; } = string.Empty;

    internal static BuildLog Current { get; private set; }

    /// <summary>Attributes what is logged to a target until disposed.</summary>
    public static IDisposable SetTarget(string name)
    {
        var previous = Target;
        Target = name.Length > TargetNameLength ? name[..TargetNameLength] : name;
        return new Block(() => Target = previous);
    }

    internal static void Configure(NukeBuild build) => Log.Sink = Current = new BuildLog(build);

    internal static bool IsPrinted(LogEventLevel level)
        => level >= Level switch
        {
            LogLevel.Trace => LogEventLevel.Verbose,
            LogLevel.Normal => LogEventLevel.Debug,
            LogLevel.Warning => LogEventLevel.Warning,
            _ => LogEventLevel.Error,
        };
}
