using System.Reflection;
using System.Text.RegularExpressions;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>Logs a tool's lines at the levels which its class asks for.</summary>
static class ToolLogger
{
    public static Action<OutputType, string> Of(Type tool)
    {
        // Nothing is compiled for a tool that writes nothing.
        var patterns = new Lazy<List<(Regex Pattern, LogEventLevel Level)>>(() => tool.GetCustomAttributes<LogLevelPattern>()
            .Select(x => (new Regex(x.Pattern, RegexOptions.IgnoreCase), x.Level))
            .ToList());
        var standard = tool.GetCustomAttribute<DefaultLogLevel>()?.Level ?? LogEventLevel.Debug;
        var error = tool.GetCustomAttribute<LogErrorAsStandard>() != null ? standard : LogEventLevel.Error;

        return (type, text) =>
        {
            var level = type == OutputType.Err ? error : standard;
            foreach (var (pattern, patternLevel) in patterns.Value)
            {
                if (!pattern.IsMatch(text))
                    continue;
                level = patternLevel;
                break;
            }

            Log.Write(level, text);
        };
    }
}
