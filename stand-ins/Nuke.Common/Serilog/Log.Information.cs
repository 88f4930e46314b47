using Serilog.Events;

namespace Serilog;

/// <content>Level Information: a step of the build.</content>
public static partial class Log
{
    public static void Information(string messageTemplate)
        => Write(LogEventLevel.Information, messageTemplate);

    public static void Information<T>(string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Information, messageTemplate, propertyValue);

    public static void Information<T0, T1>(string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Information, messageTemplate, propertyValue0, propertyValue1);

    public static void Information<T0, T1, T2>(string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Information, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Information(string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Information, null, messageTemplate, propertyValues);

    public static void Information(Exception exception, string messageTemplate)
        => Write(LogEventLevel.Information, exception, messageTemplate);

    public static void Information<T>(Exception exception, string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Information, exception, messageTemplate, propertyValue);

    public static void Information<T0, T1>(Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Information, exception, messageTemplate, propertyValue0, propertyValue1);

    public static void Information<T0, T1, T2>(
        Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Information, exception, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Information(Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Information, exception, messageTemplate, propertyValues);
}
