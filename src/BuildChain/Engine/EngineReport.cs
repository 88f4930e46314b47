namespace BuildChain.Engine;

/// <summary>The oldest versions this build works with.</summary>
public static class EngineRequirements
{
    /// <summary>The first whose BuildKit has named contexts.</summary>
    public static Version Engine { get; } = new(23, 0, 0);

    /// <summary>The first whose bake resolves everything <c>docker-bake.hcl</c> uses.</summary>
    public static Version Buildx { get; } = new(0, 13, 0);

    /// <summary>The first that is a docker CLI plugin.</summary>
    public static Version Compose { get; } = new(2, 0, 0);
}

/// <summary>The outcome of looking for one of the three: engine, buildx, compose.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Minimum">The oldest version that will do.</param>
public sealed record ToolFinding(string Name, Version Minimum)
{
    /// <summary>As the tool says it; null when it was not found.</summary>
    public string? Version { get; init; }

    /// <summary>The program, or the address of the engine; null when nothing is known.</summary>
    public string? Location { get; init; }

    /// <summary>Why it is of no use; null when it is good enough.</summary>
    public string? Problem { get; init; }

    public bool Found => Version is not null;

    public bool GoodEnough => Problem is null;

    public override string ToString()
        => GoodEnough ? $"{Name} {Version} ({Location})" : $"{Name}: {Problem}";

    internal static ToolFinding Of(string name, Version minimum, string version, string location)
    {
        var finding = new ToolFinding(name, minimum) { Version = version, Location = location };
        return ToolVersion.Parse(version) is { } parsed && parsed >= minimum
            ? finding
            : finding with { Problem = $"{version} at {location} is too old, {minimum.ToString(2)} or newer is needed" };
    }

    internal static ToolFinding Missing(string name, Version minimum, string problem, string? location = null)
        => new(name, minimum) { Problem = problem, Location = location };
}

/// <summary>Engine, buildx and compose, each looked for on its own.</summary>
public sealed record EngineReport(EngineKind Kind, ToolFinding Engine, ToolFinding Buildx, ToolFinding Compose)
{
    /// <summary>What is missing or too old, in the order engine, buildx, compose.</summary>
    public IReadOnlyList<ToolFinding> Problems => [.. new[] { Engine, Buildx, Compose }.Where(finding => !finding.GoodEnough)];

    public bool GoodEnough => Problems.Count == 0;

    /// <summary>The connection, when everything is good enough.</summary>
    public EngineConnection? Connection { get; init; }

    public override string ToString() => string.Join('\n', new[] { Engine, Buildx, Compose }.Select(finding => finding.ToString()));
}
