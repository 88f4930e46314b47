using Serilog.Events;

namespace Serilog;

/// <summary>
/// The static logger a NUKE build writes to: message templates such as <c>"Pushed {Image} in {Elapsed}"</c> with their values.
/// Events written before the build has set up its console are dropped.
/// </summary>
public static partial class Log
{
    internal static ILogSink Sink { get; set; }

    /// <summary>Whether an event of this level would reach any output.</summary>
    public static bool IsEnabled(LogEventLevel level) => Sink?.IsEnabled(level) ?? false;

    /// <summary>Flushes and ends the logging; later events are dropped.</summary>
    public static void CloseAndFlush()
    {
        var sink = Sink;
        Sink = null;
        sink?.Close();
    }

    public static void Write(LogEventLevel level, string messageTemplate)
        => Emit(level, null, messageTemplate, null);

    public static void Write<T>(LogEventLevel level, string messageTemplate, T propertyValue)
        => Emit(level, null, messageTemplate, [propertyValue]);

    public static void Write<T0, T1>(LogEventLevel level, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Emit(level, null, messageTemplate, [propertyValue0, propertyValue1]);

    public static void Write<T0, T1, T2>(
        LogEventLevel level, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Emit(level, null, messageTemplate, [propertyValue0, propertyValue1, propertyValue2]);

    public static void Write(LogEventLevel level, string messageTemplate, params object[] propertyValues)
        => Emit(level, null, messageTemplate, propertyValues);

    public static void Write(LogEventLevel level, Exception exception, string messageTemplate)
        => Emit(level, exception, messageTemplate, null);

    public static void Write<T>(LogEventLevel level, Exception exception, string messageTemplate, T propertyValue)
        => Emit(level, exception, messageTemplate, [propertyValue]);

    public static void Write<T0, T1>(
        LogEventLevel level, Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Emit(level, exception, messageTemplate, [propertyValue0, propertyValue1]);

    public static void Write<T0, T1, T2>(
        LogEventLevel level, Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Emit(level, exception, messageTemplate, [propertyValue0, propertyValue1, propertyValue2]);

    public static void Write(LogEventLevel level, Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(level, exception, messageTemplate, propertyValues);

    static void Emit(LogEventLevel level, Exception exception, string template, object[] values)
        => Sink?.Emit(level, exception, template, values);
}

/// <summary>Where log events go.</summary>
interface ILogSink
{
    bool IsEnabled(LogEventLevel level);

    void Emit(LogEventLevel level, Exception exception, string template, object[] values);

    void Close();
}
