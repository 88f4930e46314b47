using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Esb.Common.Logging;

/// <summary>Writes one JSON object per line: timestamp (UTC, milliseconds), level, service, category, message, then the event's own fields.</summary>
public sealed class JsonLines(string service, Stream output, TimeProvider clock)
{
    // Lines go to log readers, never into a web page: quotes and letters stay readable.
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    readonly Lock _lock = new();

    /// <summary>Writes one event; a line is written whole or not at all, whatever the number of threads.</summary>
    public void Write(LogLevel level, string category, string message, IEnumerable<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        var line = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(line, WriterOptions))
            WriteObject(json, level, category, message, fields, exception);
        line.Write("\n"u8);
        lock (_lock)
        {
            output.Write(line.WrittenSpan);
            output.Flush();
        }
    }

    void WriteObject(
        Utf8JsonWriter json, LogLevel level, string category, string message, IEnumerable<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        json.WriteStartObject();
        json.WriteString("timestamp", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", LogLevels.Name(level));
        json.WriteString("service", service);
        json.WriteString("category", category);
        json.WriteString("message", message);
        foreach (var (placeholder, value) in fields)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(placeholder);
            if (!IsOwnField(name))
                WriteField(json, name, value);
        }
        if (exception is not null)
            json.WriteString("exception", exception.ToString());
        json.WriteEndObject();
    }

    // An object has each key once: a field of the event never hides one of the line's own.
    static bool IsOwnField(string name) =>
        name is "timestamp" or "level" or "service" or "category" or "message" or "exception" or "{OriginalFormat}";

    static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
