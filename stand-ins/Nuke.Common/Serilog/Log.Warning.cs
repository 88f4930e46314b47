using Serilog.Events;

namespace Serilog;

/// <content>Level Warning: something to look at, repeated at the end of the build.</content>
public static partial class Log
{
    public static void Warning(string messageTemplate)
        => Write(LogEventLevel.Warning, messageTemplate);

    public static void Warning<T>(string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Warning, messageTemplate, propertyValue);

    public static void Warning<T0, T1>(string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Warning, messageTemplate, propertyValue0, propertyValue1);

    public static void Warning<T0, T1, T2>(string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Warning, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Warning(string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Warning, null, messageTemplate, propertyValues);

    public static void Warning(Exception exception, string messageTemplate)
        => Write(LogEventLevel.Warning, exception, messageTemplate);

    public static void Warning<T>(Exception exception, string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Warning, exception, messageTemplate, propertyValue);

    public static void Warning<T0, T1>(Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Warning, exception, messageTemplate, propertyValue0, propertyValue1);

    public static void Warning<T0, T1, T2>(
        Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Warning, exception, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Warning(Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Warning, exception, messageTemplate, propertyValues);
}
