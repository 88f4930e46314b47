using Serilog.Events;

namespace Serilog;

/// <content>Level Fatal: a failure that ends everything.</content>
public static partial class Log
{
    public static void Fatal(string messageTemplate)
        => Write(LogEventLevel.Fatal, messageTemplate);

    public static void Fatal<T>(string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Fatal, messageTemplate, propertyValue);

    public static void Fatal<T0, T1>(string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Fatal, messageTemplate, propertyValue0, propertyValue1);

    public static void Fatal<T0, T1, T2>(string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Fatal, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Fatal(string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Fatal, null, messageTemplate, propertyValues);

    public static void Fatal(Exception exception, string messageTemplate)
        => Write(LogEventLevel.Fatal, exception, messageTemplate);

    public static void Fatal<T>(Exception exception, string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Fatal, exception, messageTemplate, propertyValue);

    public static void Fatal<T0, T1>(Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Fatal, exception, messageTemplate, propertyValue0, propertyValue1);

    public static void Fatal<T0, T1, T2>(
        Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Fatal, exception, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Fatal(Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Fatal, exception, messageTemplate, propertyValues);
}
