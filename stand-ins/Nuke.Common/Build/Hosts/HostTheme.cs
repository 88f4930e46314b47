using Serilog.Rendering;

namespace Nuke.Common.Execution;

/// <summary>The colours of a host's output.</summary>
sealed class HostTheme
{
    // A zero-width space: some terminals and build servers drop empty lines.
    const string EmptyLine = "\u200b";

    readonly string _success;

    HostTheme(string success, ConsoleStyles styles)
    {
        _success = success;
        Styles = styles;
    }

    public static HostTheme Plain { get; } = new(null, ConsoleStyles.None);

    public static HostTheme Ansi256 { get; } = new(
        "\e[32;1m",
        ConsoleStyles.Ansi(
            "\e[39m", "\e[38;5;247m", "\e[38;5;247m", "\e[39;1m", "\e[48;5;45;1m", "\e[38;5;45;1m", "\e[38;5;45;1m", "\e[38;5;45;1m",
            "\e[38;5;45;1m", "\e[38;5;45;1m", "\e[90;1m", "\e[39;1m", "\e[38;5;45;1m", "\e[38;5;214;1m", "\e[38;5;196;1m",
            "\e[38;5;231;1m\e[48;5;196m"));

    /// <summary>The 16 colours of any terminal; what they look like is up to it.</summary>
    public static HostTheme Ansi16 { get; } = new(
        "\e[92m",
        ConsoleStyles.Ansi(
            "", "\e[37m", "\e[37m", "\e[94m", "\e[31m", "\e[95m", "\e[95m", "\e[95m", "\e[95m", "\e[95m", "\e[37m", "", "\e[96m", "\e[93m",
            "\e[91m", "\e[97m\e[101m"));

    /// <summary>256 colours if TERM says xterm, even into a file; else 16 colours on a terminal and none into a file.</summary>
    public static HostTheme Default { get; } = Detect();

    public ConsoleStyles Styles { get; }

    public void WriteSuccess(string text) => WriteLine(text, _success);

    public void WriteLine(string text, Style style) => WriteLine(text, Styles[style]);

    public string Format(string text, Style style)
        => string.IsNullOrWhiteSpace(text) ? EmptyLine : Format(text, Styles[style]);

    void WriteLine(string text, string code)
        => Console.WriteLine(string.IsNullOrWhiteSpace(text) ? EmptyLine : Format(text, code));

    string Format(string text, string code) => Styles.HasCodes ? $"{code}{text}{ConsoleStyles.Reset}" : text;

    static HostTheme Detect()
    {
        var terminal = Environment.GetEnvironmentVariable("TERM") ?? string.Empty;
        if (terminal.StartsWith("xterm", StringComparison.OrdinalIgnoreCase))
            return Ansi256;

        return terminal is "" or "dumb" || OperatingSystem.IsWindows() || Console.IsOutputRedirected ? Plain : Ansi16;
    }
}
