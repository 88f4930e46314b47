namespace BuildChain;

/// <summary>
/// A failure that its reader can act on: <see cref="Exception.Message"/> says what failed, where and why,
/// <see cref="Remedy"/> what to do about it.
/// </summary>
/// <remarks>
/// <see cref="ToString"/> gives exactly that and no stack trace: NUKE prints an exception by it, and a user's mistake
/// is no place for a trace. The trace stays reachable in <see cref="Exception.StackTrace"/>.
/// </remarks>
public class BuildChainException : Exception
{
    public BuildChainException(string message, string? remedy = null, Exception? innerException = null)
        : base(message, innerException)
        => Remedy = remedy;

    /// <summary>What to do, as a sentence or as the exact command to run; null when nothing better than the message is known.</summary>
    public string? Remedy { get; }

    /// <summary>An exception as a report shows it; of one that nobody foresaw, its kind too.</summary>
    internal static string TextOf(Exception exception) => exception is BuildChainException ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message}";

    public override string ToString() => Remedy is null ? Message : $"{Message}{Environment.NewLine}  → {Remedy}";
}
