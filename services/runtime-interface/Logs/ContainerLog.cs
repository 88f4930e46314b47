using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Esb.RuntimeInterface.Logs;

/// <summary>
/// One JSON object per line, with the fields of the other services' lines: timestamp, level, service, category, message; then
/// function, requestId and, for what the function wrote itself, stream.
/// </summary>
sealed class ContainerLog(Stream output, string function)
{
    /// <summary>Category of what the function wrote.</summary>
    public const string Function = "function";

    /// <summary>Category of START, END, REPORT and what else Lambda writes into a function's log.</summary>
    public const string Platform = "platform";

    // Lines go to log readers, never into a web page: quotes and letters stay readable.
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly Lock _lock = new();
    readonly ArrayBufferWriter<byte> _line = new(1024);

    /// <summary>Writes one line, whole.</summary>
    public void Write(string level, string category, string message, string? requestId = null, string? stream = null)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_line, WriterOptions))
            {
                json.WriteStartObject();
                json.WriteString("timestamp", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                json.WriteString("level", level);
                json.WriteString("service", "runtime-interface");
                json.WriteString("category", category);
                json.WriteString("message", message);
                json.WriteString("function", function);
                if (requestId is not null)
                    json.WriteString("requestId", requestId);
                if (stream is not null)
                    json.WriteString("stream", stream);
                json.WriteEndObject();
            }

            _line.Write("\n"u8);
            try
            {
                output.Write(_line.WrittenSpan);
            }
            catch (IOException)
            {
                // Whoever read the log is gone. The function's work goes on.
            }
        }
    }

    /// <summary>A line of this program itself.</summary>
    public void Write(string level, string message, string? requestId = null) => Write(level, "runtime-interface", message, requestId);
}
