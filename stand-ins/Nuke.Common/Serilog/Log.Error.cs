using Serilog.Events;

namespace Serilog;

/// <content>Level Error: a failure, repeated at the end of the build.</content>
public static partial class Log
{
    public static void Error(string messageTemplate)
        => Write(LogEventLevel.Error, messageTemplate);

    public static void Error<T>(string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Error, messageTemplate, propertyValue);

    public static void Error<T0, T1>(string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Error, messageTemplate, propertyValue0, propertyValue1);

    public static void Error<T0, T1, T2>(string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Error, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Error(string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Error, null, messageTemplate, propertyValues);

    public static void Error(Exception exception, string messageTemplate)
        => Write(LogEventLevel.Error, exception, messageTemplate);

    public static void Error<T>(Exception exception, string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Error, exception, messageTemplate, propertyValue);

    public static void Error<T0, T1>(Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Error, exception, messageTemplate, propertyValue0, propertyValue1);

    public static void Error<T0, T1, T2>(
        Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Error, exception, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Error(Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Error, exception, messageTemplate, propertyValues);
}
