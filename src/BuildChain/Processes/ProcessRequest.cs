namespace BuildChain.Processes;

/// <summary>A program to run: an argument list (never a joined command string), a directory, an environment.</summary>
public sealed record ProcessRequest(string Executable, params IReadOnlyList<string> Arguments)
{
    /// <summary>Absolute path; null for the current directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set on top of this process's own environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Text for standard input; null gives an empty one.</summary>
    public string? Input { get; init; }

    /// <summary>Values replaced by <c>[REDACTED]</c> wherever the command or its output is shown or reported.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Called for every line as it arrives, already redacted. Standard output and error may interleave.</summary>
    public Action<ProcessLine>? OnLine { get; init; }

    /// <summary>False for a program that writes without end: its lines go to <see cref="OnLine"/> only, and the result has no output.</summary>
    public bool KeepsOutput { get; init; } = true;

    /// <summary>What to do when the program fails; shown below the failure.</summary>
    public string? Remedy { get; init; }

    /// <summary>The command as a person would type it, quoted where needed and redacted.</summary>
    public string CommandLine => Redaction.Apply(string.Join(' ', Arguments.Prepend(Executable).Select(Quote)), Secrets);

    static string Quote(string argument)
        => argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_./:=,@+%^".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>One line of a process's output, without its line break.</summary>
public readonly record struct ProcessLine(string Text, bool IsError);
