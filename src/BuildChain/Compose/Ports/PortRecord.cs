using System.Text.Json;
using System.Text.Json.Serialization;

namespace BuildChain.Compose;

/// <summary>Which project has a block of ports, as the file <c>&lt;first&gt;.json</c> says it: it outlives the process that leased the block.</summary>
/// <param name="First">The block's first port.</param>
/// <param name="Count">How many ports follow, the first included.</param>
/// <param name="Project">Compose's project name.</param>
/// <param name="Engine">The engine that the project is on, as <c>DOCKER_HOST</c> would name it; empty when only the CLI knows.</param>
public sealed record PortRecord(int First, int Count, string Project, string Engine, DateTimeOffset Since)
{
    /// <summary>Null for a file that is gone, or was damaged.</summary>
    internal static PortRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), PortJson.Default.PortRecord);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, PortJson.Default.PortRecord) + "\n");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PortRecord))]
sealed partial class PortJson : JsonSerializerContext;
