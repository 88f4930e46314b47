using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Esb.RuntimeInterface.Invoke;

/// <summary>What the function answered, or how it failed.</summary>
/// <param name="ErrorType">Null for an answer of the function.</param>
sealed record InvokeResult(ReadOnlyMemory<byte> Body, string? ErrorType = null)
{
    static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Set by a function that streams; else JSON.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Not the function's failure: the container is stopping.</summary>
    public bool IsUnavailable { get; init; }

    /// <summary>A failure that the runtime did not report itself.</summary>
    /// <param name="errorType">Such as <c>Runtime.ExitError</c>.</param>
    public static InvokeResult Failure(string requestId, string errorType, string error) =>
        new(ErrorBody(errorType, $"RequestId: {requestId} Error: {error}"), errorType);

    /// <summary>Lambda's error object without a stack.</summary>
    public static byte[] ErrorBody(string errorType, string errorMessage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("errorType", errorType);
            json.WriteString("errorMessage", errorMessage);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
