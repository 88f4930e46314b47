using System.Text.Json;

namespace BuildChain.Buildx;

/// <summary>What buildx keeps of a builder, in <c>buildx/instances/&lt;name&gt;</c> of a docker configuration directory.</summary>
/// <param name="Driver">Empty for a builder that buildx keeps nothing of: a docker context, which has the docker driver.</param>
public sealed record BuilderState(string Name, string Driver, string Endpoint)
{
    /// <summary>Whether it sees the engine's own images, and gives images to it without being asked.</summary>
    public bool IsEngine => Driver is "" or "docker";

    /// <param name="dockerConfigurations">Directories such as <c>~/.docker</c>, the first that has the builder wins.</param>
    /// <param name="buildxConfiguration"><c>BUILDX_CONFIG</c>, where it is set.</param>
    public static BuilderState? Find(string name, IEnumerable<string> dockerConfigurations, string? buildxConfiguration = null)
        => dockerConfigurations.Select(directory => Path.Combine(directory, "buildx")).Prepend(buildxConfiguration ?? "")
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.Combine(directory, "instances", name))
            .Where(File.Exists)
            .Select(file => Read(name, file))
            .FirstOrDefault();

    static BuilderState Read(string name, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var node = json.RootElement.TryGetProperty("Nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array && nodes.GetArrayLength() > 0 ? nodes[0] : default;
            return new BuilderState(name, Text(json.RootElement, "Driver"), Text(node, "Endpoint"));
        }
        catch (JsonException e)
        {
            throw new BuildChainException($"{file} is not what buildx writes: {e.Message}", $"docker buildx rm {name}", e);
        }
    }

    static string Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
