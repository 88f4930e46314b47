using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>The names that <c>--builder</c> may have, read where buildx keeps them, so that a wrong one is told before an engine is needed.</summary>
public static class Builders
{
    /// <summary>
    /// <c>default</c>, the builders in <c>buildx/instances</c>, and the contexts in <c>contexts/meta</c> (each context is a builder with the
    /// docker driver), of all the configuration directories; in order.
    /// </summary>
    /// <param name="dockerConfigurations">Directories such as <c>~/.docker</c>; those that are not there are passed over.</param>
    /// <param name="buildxConfiguration"><c>BUILDX_CONFIG</c>, which stands for the folder <c>buildx</c> where it is set.</param>
    public static IReadOnlyList<string> Names(IEnumerable<string> dockerConfigurations, string? buildxConfiguration = null)
    {
        var directories = dockerConfigurations.ToList();
        var instances = directories.Select(directory => Path.Combine(directory, "buildx")).Append(buildxConfiguration ?? "")
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.Combine(directory, "instances"))
            .Where(Directory.Exists)
            .SelectMany(directory => Directory.EnumerateFiles(directory).Select(file => Path.GetFileName(file)));
        var contexts = directories.Select(directory => Path.Combine(directory, "contexts", "meta"))
            .Where(Directory.Exists)
            .SelectMany(directory => Directory.EnumerateFiles(directory, "meta.json", SearchOption.AllDirectories))
            .Select(ContextName)
            .OfType<string>();
        return [.. instances.Concat(contexts).Append("default").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    static string? ContextName(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return json.RootElement.TryGetProperty("Name", out var name) ? name.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
