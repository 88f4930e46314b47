using System.Text.Encodings.Web;
using System.Text.Json;
using Esb.Gateway.Http;

namespace Esb.Gateway.Functions;

/// <summary>Answers in the name of a container that gave none, as Lambda does for a runtime that ended or hung.</summary>
static class LambdaErrorBody
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The function's process, or its container, ended in the middle.</summary>
    public static FunctionAnswer Died(Invocation invocation) =>
        Answer("Runtime.ExitError", $"RequestId: {invocation.Identity.RequestId} Error: Runtime exited without providing a reason");

    /// <summary>The container did not even report the timeout.</summary>
    public static FunctionAnswer TimedOut(Invocation invocation, int seconds) =>
        Answer("Sandbox.Timedout", $"RequestId: {invocation.Identity.RequestId} Error: Task timed out after {seconds}.00 seconds");

    /// <summary>The answer is longer than Lambda allows.</summary>
    public static FunctionAnswer TooLarge() => Answer(
        "Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({PayloadLimits.Response} bytes).");

    /// <summary>The <c>errorType</c> of an error object, for the log; the message is the function's own business.</summary>
    public static string? TypeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errorType", out var type) ? type.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static FunctionAnswer Answer(string type, string message)
    {
        var body = new PooledBuffer(256);
        using (var json = new Utf8JsonWriter(body, Readable))
        {
            json.WriteStartObject();
            json.WriteString("errorType", type);
            json.WriteString("errorMessage", message);
            json.WriteEndObject();
        }
        return new FunctionAnswer(body, "application/json", "Unhandled", null);
    }
}
