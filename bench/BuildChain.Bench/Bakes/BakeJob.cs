using BuildChain.Bake;

namespace BuildChain.Bench.Bakes;

/// <summary>What to bake: the same for both sides of a comparison.</summary>
/// <param name="Root">The directory of the bake file.</param>
sealed record BakeJob(string Root, DockerCli Docker, IReadOnlyList<string> Targets, IReadOnlyDictionary<string, string?> Variables)
{
    /// <summary><c>plain</c>, or <c>rawjson</c> where the times of single steps matter.</summary>
    public string Progress { get; init; } = "plain";

    public BakeRequest Request => new(Root)
    {
        Targets = Targets,
        Variables = Variables,
        Progress = Progress,
    };
}

/// <summary>How a bake went.</summary>
/// <param name="Output">What buildx wrote.</param>
/// <param name="CacheSeconds">What the shared cache itself took, beside buildx: opening, staging, verifying, publishing.</param>
/// <param name="Complaint">What went wrong with the build or its cache; null when all is well.</param>
sealed record BakeOutcome(string Output, double Seconds, double CacheSeconds = 0, string? Complaint = null)
{
    /// <exception cref="BuildChainException">Something went wrong.</exception>
    public BakeOutcome EnsureGood() => Complaint is null ? this : throw new BuildChainException(Complaint);
}
