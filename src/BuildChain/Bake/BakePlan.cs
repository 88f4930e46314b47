namespace BuildChain.Bake;

/// <summary>What a bake would do, resolved and checked.</summary>
/// <param name="Targets">In dependency order.</param>
/// <param name="Problems">What would make the bake fail or harm; empty when it can run.</param>
public sealed record BakePlan(BakeRequest Request, DockerCli Docker, BakeModel Model, IReadOnlyList<PlannedTarget> Targets, IReadOnlyList<PlanProblem> Problems)
{
    /// <exception cref="BuildChainException">There are problems; the message has all of them, the remedy what to do about each.</exception>
    public BakePlan EnsureSound()
    {
        if (Problems.Count == 0)
            return this;
        var remedies = Problems.Select(p => p.Remedy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        throw new BuildChainException(
            Problems.Count == 1 ? Problems[0].Message : $"The bake cannot run:\n{string.Join('\n', Problems.Select(p => $"  - {p.Message}"))}",
            remedies.Count == 0 ? null : string.Join("; ", remedies));
    }
}

/// <summary>Something wrong with a plan: what and where, and what to do about it.</summary>
/// <param name="Target">The target it is about; null when it is about the whole bake.</param>
public sealed record PlanProblem(string? Target, string Message, string? Remedy = null);

/// <summary>One target of a plan.</summary>
/// <param name="Groups">Asked groups it belongs to.</param>
/// <param name="Requested">False when it is here only because another target is linked to it.</param>
public sealed record PlannedTarget(BakeTarget Target, IReadOnlyList<string> Groups, bool Requested)
{
    public string Name => Target.Name;
    public IReadOnlyList<string> Images => Target.Tags;
    public IReadOnlyList<PlannedLink> Links { get; init; } = [];
    public IReadOnlyList<PlannedContext> Contexts { get; init; } = [];
    public IReadOnlyList<PlannedSecret> Secrets { get; init; } = [];

    /// <summary>Path of the Dockerfile relative to the root; null when it is written in the bake file.</summary>
    public string? Dockerfile { get; init; }

    public IReadOnlyList<BakeAttributes> CacheFrom { get; init; } = [];
    public IReadOnlyList<BakeAttributes> CacheTo { get; init; } = [];

    /// <summary>State of the local caches it reads; null when it reads none.</summary>
    public CacheState? Cache { get; init; }

    /// <summary>Local files and directories it is made of, relative to the root.</summary>
    public IReadOnlyList<string> Inputs
        => [.. Contexts.Where(c => c.IsLocal).Select(c => c.Location).Concat(Dockerfile is null ? [] : [Dockerfile]).Distinct(StringComparer.Ordinal)];
}

/// <summary>What a target is built upon.</summary>
/// <param name="Context">The named context.</param>
/// <param name="Target">The linked target of the same bake, or null.</param>
/// <param name="Image">The image reference, or null.</param>
/// <param name="Present">Whether the engine has the image; null when not looked for.</param>
public sealed record PlannedLink(string Context, string? Target, string? Image, bool? Present = null);

/// <summary>A build context that is neither target nor image.</summary>
/// <param name="Name">Empty for the main context.</param>
/// <param name="Location">Path relative to the root, or a URL.</param>
public sealed record PlannedContext(string Name, string Location, bool IsLocal, bool Exists);

/// <summary>A build secret, never its value.</summary>
/// <param name="Source">The file (relative to the root) or environment variable it is read from.</param>
public sealed record PlannedSecret(string Id, string Source, bool IsFile, bool Exists);

/// <summary>State of a local cache directory.</summary>
/// <param name="Bytes">Size of its blobs; null when absent.</param>
/// <param name="Updated">When it was last written, UTC; null when absent.</param>
public sealed record CacheState(string Directory, long? Bytes, DateTimeOffset? Updated)
{
    public bool IsPresent => Updated is not null;
}
