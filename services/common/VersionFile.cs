using System.Text.Json;

namespace Esb.Common;

/// <summary>The traceability record that the build puts into every image as <c>/app/version.json</c>.</summary>
public sealed record VersionFile
{
    VersionFile(ReadOnlyMemory<byte> content, string version, string commit, string? problem) =>
        (Content, Version, Commit, Problem) = (content, version, commit, problem);

    /// <summary>The file's bytes as the build wrote them (UTF-8 JSON), empty when there is a <see cref="Problem"/>.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The product version, <c>unknown</c> when the file does not tell.</summary>
    public string Version { get; }

    /// <summary>The full commit id, <c>unknown</c> when the file does not tell.</summary>
    public string Commit { get; }

    /// <summary>Why there is nothing to show, or null.</summary>
    public string? Problem { get; }

    /// <summary>The file next to the program.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "version.json");

    /// <summary>Reads and checks the file; a missing or broken one is a state to report, never a reason not to serve.</summary>
    public static VersionFile Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(bytes, Text(document, "version"), Text(document, "commit"), null)
                : Unusable($"{path} is not a JSON object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable($"{path} cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            return Unusable($"{path} is not valid JSON: {e.Message}");
        }
    }

    static VersionFile Unusable(string problem) => new(default, "unknown", "unknown", problem);

    static string Text(JsonDocument document, string key) =>
        document.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "unknown";
}
