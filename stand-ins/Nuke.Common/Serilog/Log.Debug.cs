using Serilog.Events;

namespace Serilog;

/// <content>Level Debug: what a tool printed and other detail.</content>
public static partial class Log
{
    public static void Debug(string messageTemplate)
        => Write(LogEventLevel.Debug, messageTemplate);

    public static void Debug<T>(string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Debug, messageTemplate, propertyValue);

    public static void Debug<T0, T1>(string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Debug, messageTemplate, propertyValue0, propertyValue1);

    public static void Debug<T0, T1, T2>(string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Debug, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Debug(string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Debug, null, messageTemplate, propertyValues);

    public static void Debug(Exception exception, string messageTemplate)
        => Write(LogEventLevel.Debug, exception, messageTemplate);

    public static void Debug<T>(Exception exception, string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Debug, exception, messageTemplate, propertyValue);

    public static void Debug<T0, T1>(Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Debug, exception, messageTemplate, propertyValue0, propertyValue1);

    public static void Debug<T0, T1, T2>(
        Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Debug, exception, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Debug(Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Debug, exception, messageTemplate, propertyValues);
}
