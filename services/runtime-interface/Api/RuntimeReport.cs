namespace Esb.RuntimeInterface.Api;

/// <summary>What the runtime said of an invocation, or of its own start.</summary>
/// <param name="ErrorType">Null for an answer; for an error what the runtime named it, or <c>Runtime.Unknown</c>.</param>
sealed record RuntimeReport(ReadOnlyMemory<byte> Body, string? ErrorType = null)
{
    /// <summary>Of a streamed answer what the function says, else JSON.</summary>
    public string ContentType { get; init; } = "application/json";
}
