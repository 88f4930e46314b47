namespace BuildChain.Compose;

/// <summary>One line that a container wrote.</summary>
/// <param name="Name">The service or function.</param>
/// <param name="Time">RFC 3339 with nanoseconds, UTC: the order of its text is the order of time.</param>
public sealed record StackLogLine(string Name, string Time, string Text)
{
    /// <param name="line">As <c>docker logs --timestamps</c> writes it.</param>
    internal static StackLogLine Of(string name, string line)
        => line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? new(name, line[..space], line[(space + 1)..]) : new(name, "", line);
}
