namespace Serilog.Rendering;

/// <summary>Collects a line of text with the colour codes of a scheme around its pieces.</summary>
sealed class StyledWriter : StringWriter
{
    readonly ConsoleStyles _styles;

    public StyledWriter(ConsoleStyles styles)
        : base(System.Globalization.CultureInfo.InvariantCulture) => _styles = styles;

    public bool IsForConsole { get; init; }

    public void Write(Style style, string text)
    {
        Begin(style);
        Write(text);
        End();
    }

    public void Begin(Style style) => Write(_styles[style]);

    public void End()
    {
        if (_styles.HasCodes)
            Write(ConsoleStyles.Reset);
    }
}
