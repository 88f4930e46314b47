using System.Text.Json;

namespace BuildChain.Compose;

/// <summary>The services' JSON lines as a person reads them.</summary>
static class LogText
{
    /// <summary><c>warning: text</c> for a JSON line with level and message; any other line as it is.</summary>
    public static string Readable(string line)
    {
        if (!line.StartsWith('{'))
            return line;
        try
        {
            using var document = JsonDocument.Parse(line);
            string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return Text("message") is { } message ? $"{Text("level") ?? "info"}: {message}" : line;
        }
        catch (JsonException)
        {
            return line;
        }
    }
}
