using Microsoft.Extensions.Logging;

namespace Esb.Common.Logging;

/// <summary>Connects <see cref="JsonLines"/> to the host's loggers; the fields of <see cref="LogScope"/>s follow an event's own.</summary>
public sealed class JsonLinesProvider(JsonLines lines) : ILoggerProvider, ISupportExternalScope
{
    IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, lines, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    sealed class CategoryLogger(JsonLinesProvider provider, JsonLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Write(logLevel, category, formatter(state, exception), Fields(state as IReadOnlyList<KeyValuePair<string, object?>> ?? []), exception);
        }

        IEnumerable<KeyValuePair<string, object?>> Fields(IReadOnlyList<KeyValuePair<string, object?>> own)
        {
            var all = (IEnumerable<KeyValuePair<string, object?>>)own;
            provider._scopes.ForEachScope(
                (scope, _) => all = scope is LogScope { Fields: var fields } ? LogScope.Merge(all, fields) : all, own);
            return all;
        }
    }
}
