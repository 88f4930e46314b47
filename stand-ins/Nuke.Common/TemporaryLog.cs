using Serilog.Events;
namespace Serilog.Events { public enum LogEventLevel { Verbose, Debug, Information, Warning, Error, Fatal } }
namespace Serilog
{
    public static class Log
    {
        public static bool IsEnabled(LogEventLevel level) => level >= LogEventLevel.Debug;
        public static void Write(LogEventLevel level, string messageTemplate, params object[] propertyValues) => Console.WriteLine($"[{level}] {messageTemplate} {string.Join(' ', propertyValues)}");
        public static void Information(string messageTemplate, params object[] propertyValues) => Write(LogEventLevel.Information, messageTemplate, propertyValues);
        public static void Debug(string messageTemplate, params object[] propertyValues) => Write(LogEventLevel.Debug, messageTemplate, propertyValues);
        public static void Error(string messageTemplate, params object[] propertyValues) => Write(LogEventLevel.Error, messageTemplate, propertyValues);
    }
}
