namespace BuildChain.Bake;

/// <summary>What is known of a failed bake; any part may be missing.</summary>
public sealed record BakeFailure
{
    /// <summary>The bake target.</summary>
    public string? Target { get; init; }

    /// <summary>The Dockerfile step, as buildx names it: <c>[stage 2/4] RUN …</c>.</summary>
    public string? Step { get; init; }

    /// <summary><c>Dockerfile:12</c>.</summary>
    public string? Location { get; init; }

    /// <summary>The lines of the Dockerfile around it, as buildx shows them.</summary>
    public IReadOnlyList<string> Source { get; init; } = [];

    /// <summary>What the step printed.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>buildx's error.</summary>
    public string? Error { get; init; }
}
