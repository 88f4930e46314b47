using System.Text.Json;

namespace Esb.Common.Configuration;

/// <summary>Judges texts that are to be JSON.</summary>
static class JsonText
{
    /// <summary>Why the text is not JSON, or null.</summary>
    public static string? Problem(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }
}
