using System.Text.RegularExpressions;

namespace Esb.RuntimeNode;

/// <summary>One line of containerd's log, <c>time="…" level=info msg="…" key=value</c>.</summary>
sealed partial record LogfmtLine(LogLevel Level, string Message)
{
    /// <summary>Takes level and message out of the line; the other keys stay in the message. A line of another form is a message.</summary>
    public static LogfmtLine Parse(string line)
    {
        var match = Form().Match(line);
        if (!match.Success)
            return new(LogLevel.Information, line);
        var message = match.Groups["message"].Value.Replace("\\\"", "\"").Replace("\\\\", "\\");
        var rest = match.Groups["rest"].Value.Trim();
        return new(Severity(match.Groups["level"].Value), rest.Length == 0 ? message : $"{message} ({rest})");
    }

    // containerd's info names every plug-in and every request: one level down.
    static LogLevel Severity(string level) => level switch
    {
        "trace" or "debug" => LogLevel.Trace,
        "info" => LogLevel.Debug,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" or "panic" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    [GeneratedRegex("""^time="[^"]*" level=(?<level>\w+) msg=("(?<message>(?:[^"\\]|\\.)*)"|(?<message>\S*))(?<rest>.*)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
