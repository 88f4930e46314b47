using Microsoft.Extensions.Logging;

namespace Esb.Common.Logging;

/// <summary>Connects <see cref="JsonLines"/> to the host's loggers.</summary>
public sealed class JsonLinesProvider(JsonLines lines) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CategoryLogger(lines, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    sealed class CategoryLogger(JsonLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Write(logLevel, category, formatter(state, exception), state as IEnumerable<KeyValuePair<string, object?>> ?? [], exception);
        }
    }
}
