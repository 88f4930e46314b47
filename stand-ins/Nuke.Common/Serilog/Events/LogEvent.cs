using Serilog.Rendering;

namespace Serilog.Events;

/// <summary>One logged message with its captured values; <see cref="Target"/> is the NUKE target that ran at that moment.</summary>
sealed class LogEvent
{
    readonly Dictionary<string, CapturedValue> _properties;

    public LogEvent(LogEventLevel level, Exception exception, string template, object[] values, string target)
    {
        Timestamp = DateTime.Now;
        Level = level;
        Exception = exception;
        Template = MessageTemplate.Parse(template ?? string.Empty);
        Target = target;
        _properties = Template.Bind(values);
    }

    public DateTime Timestamp { get; }
    public LogEventLevel Level { get; }
    public Exception Exception { get; }
    public MessageTemplate Template { get; }
    public string Target { get; }

    /// <summary>The message as a console line shows it: strings without quotes.</summary>
    public void Render(StyledWriter output) => MessageRenderer.Render(Template, _properties, output, literalStrings: true);

    /// <summary>The message with strings in quotes, as a build server gets it.</summary>
    public string RenderQuoted()
    {
        var output = new StyledWriter(ConsoleStyles.None);
        MessageRenderer.Render(Template, _properties, output, literalStrings: false);
        return output.ToString();
    }
}
