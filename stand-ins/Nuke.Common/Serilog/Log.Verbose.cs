using Serilog.Events;

namespace Serilog;

/// <content>Level Verbose: detail that only <c>--verbosity verbose</c> shows.</content>
public static partial class Log
{
    public static void Verbose(string messageTemplate)
        => Write(LogEventLevel.Verbose, messageTemplate);

    public static void Verbose<T>(string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Verbose, messageTemplate, propertyValue);

    public static void Verbose<T0, T1>(string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Verbose, messageTemplate, propertyValue0, propertyValue1);

    public static void Verbose<T0, T1, T2>(string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Verbose, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Verbose(string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Verbose, null, messageTemplate, propertyValues);

    public static void Verbose(Exception exception, string messageTemplate)
        => Write(LogEventLevel.Verbose, exception, messageTemplate);

    public static void Verbose<T>(Exception exception, string messageTemplate, T propertyValue)
        => Write(LogEventLevel.Verbose, exception, messageTemplate, propertyValue);

    public static void Verbose<T0, T1>(Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1)
        => Write(LogEventLevel.Verbose, exception, messageTemplate, propertyValue0, propertyValue1);

    public static void Verbose<T0, T1, T2>(
        Exception exception, string messageTemplate, T0 propertyValue0, T1 propertyValue1, T2 propertyValue2)
        => Write(LogEventLevel.Verbose, exception, messageTemplate, propertyValue0, propertyValue1, propertyValue2);

    public static void Verbose(Exception exception, string messageTemplate, params object[] propertyValues)
        => Emit(LogEventLevel.Verbose, exception, messageTemplate, propertyValues);
}
