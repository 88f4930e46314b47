namespace Serilog.Rendering;

/// <summary>What a piece of a log line is, for its colour.</summary>
enum Style
{
    Text,
    SecondaryText,
    TertiaryText,
    Name,
    Invalid,
    Null,
    Number,
    String,
    Boolean,
    Scalar,
    LevelVerbose,
    LevelDebug,
    LevelInformation,
    LevelWarning,
    LevelError,
    LevelFatal,
}

/// <summary>The ANSI codes of one colour scheme.</summary>
sealed class ConsoleStyles
{
    public const string Reset = "\e[0m";

    readonly string[] _codes;

    ConsoleStyles(string[] codes) => _codes = codes;

    /// <summary>No codes at all.</summary>
    public static ConsoleStyles None { get; } = new(null);

    public bool HasCodes => _codes != null;

    public string this[Style style] => _codes?[(int)style];

    /// <param name="codes">One code per value of <see cref="Style"/>, in its order.</param>
    public static ConsoleStyles Ansi(params string[] codes) => new(codes);
}
