using System.Globalization;
using Serilog.Events;
using Serilog.Rendering;

namespace Nuke.Common.Execution;

/// <summary>A log event on the console: <c>12:34:56 [INF] text</c>.</summary>
static class LogLine
{
    const string StackFramePrefix = "   ";

    public enum Form
    {
        Plain,
        WithTime,
        WithTarget,
    }

    public static void Write(StyledWriter output, LogEvent logged, Form form)
    {
        if (form == Form.WithTime)
            output.Write(Style.SecondaryText, logged.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        output.Write(Style.TertiaryText, form == Form.WithTime ? " [" : "[");
        output.Write(StyleOf(logged.Level), ShortName(logged.Level));
        output.Write(Style.TertiaryText, "] ");
        if (form == Form.WithTarget)
        {
            output.Write(Style.SecondaryText, logged.Target);
            output.Write(Style.TertiaryText, ": ");
        }

        logged.Render(output);
        output.WriteLine();
        if (form != Form.WithTarget && logged.Exception != null)
            WriteException(output, logged.Exception);
    }

    static void WriteException(StyledWriter output, Exception exception)
    {
        using var reader = new StringReader(exception.ToString());
        while (reader.ReadLine() is { } line)
        {
            output.Write(line.StartsWith(StackFramePrefix, StringComparison.Ordinal) ? Style.SecondaryText : Style.Text, line);
            output.WriteLine();
        }
    }

    static Style StyleOf(LogEventLevel level) => Style.LevelVerbose + (int)level;

    static string ShortName(LogEventLevel level)
        => level switch
        {
            LogEventLevel.Verbose => "VRB",
            LogEventLevel.Debug => "DBG",
            LogEventLevel.Information => "INF",
            LogEventLevel.Warning => "WRN",
            LogEventLevel.Error => "ERR",
            _ => "FTL",
        };
}
