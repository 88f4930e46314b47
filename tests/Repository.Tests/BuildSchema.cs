using System.Text.Json;

namespace Repository.Tests;

/// <summary>What <c>.nuke/build.schema.json</c> knows of the build: the file that IDEs and completion read too.</summary>
static class BuildSchema
{
    static readonly JsonElement Document = JsonDocument.Parse(Tree.Read(".nuke/build.schema.json")).RootElement;

    public static IReadOnlyList<string> Targets { get; } = Words(Document.GetProperty("definitions").GetProperty("ExecutableTarget").GetProperty("enum"));

    /// <summary>The build's own parameters as options: <c>--bake-targets</c>.</summary>
    public static IReadOnlyList<BuildParameter> Parameters { get; } = Read(Document.GetProperty("allOf")[0]);

    /// <summary>Those that every NUKE build has.</summary>
    public static IReadOnlyList<BuildParameter> BuiltIn { get; } = Read(Document.GetProperty("definitions").GetProperty("NukeBuild"));

    static IReadOnlyList<BuildParameter> Read(JsonElement definition) =>
    [
        .. definition.GetProperty("properties").EnumerateObject().Select(property => new BuildParameter(
            Option(property.Name), property.Value.TryGetProperty("enum", out var values) ? Words(values)
                : property.Value.TryGetProperty("$ref", out var reference) && reference.GetString() is "#/definitions/Verbosity" or "#/definitions/Host"
                    ? Words(Document.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]).GetProperty("enum"))
                    : [])),
    ];

    static IReadOnlyList<string> Words(JsonElement words) => [.. words.EnumerateArray().Select(word => word.GetString()!)];

    // As NUKE does: E2eProfiles is --e2e-profiles.
    static string Option(string member)
        => "--" + string.Concat(member.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

/// <param name="Values">What it accepts, when that is a list.</param>
sealed record BuildParameter(string Option, IReadOnlyList<string> Values);
