namespace BuildChain.Bake;

/// <summary>What became of an image.</summary>
public enum BakeStatus
{
    /// <summary>Every step came from the cache; at most labels are new.</summary>
    Cached,

    /// <summary>Only the metadata layer (<c>COPY --from=meta</c>) is new.</summary>
    Restamped,

    /// <summary>At least one step ran.</summary>
    Built,
}

/// <summary>A finished bake.</summary>
/// <param name="Images">One per asked target, in dependency order.</param>
/// <param name="Duration">Wall-clock time of buildx.</param>
public sealed record BakeResult(IReadOnlyList<BakedImage> Images, TimeSpan Duration)
{
    /// <summary>Bakes that ran one after the other, as one.</summary>
    public static BakeResult Of(IReadOnlyCollection<BakeResult> parts)
        => new([.. parts.SelectMany(part => part.Images)], parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Duration));

    /// <summary>Nothing was baked: the images are those of an earlier bake of the same (<see cref="FinishedBakes"/>).</summary>
    public bool Unchanged { get; init; }
}

/// <summary>One image of a finished bake.</summary>
/// <param name="References">Its tags.</param>
/// <param name="Digest">
/// What the engine or registry knows it by: of the manifest with the containerd image store and in registries, of the configuration
/// with the classic store. Null when the target has no image output.
/// </param>
/// <param name="Status">Null for a target without an image output.</param>
/// <param name="Duration">First step's start to last step's end; null when it was cached as a whole, and without a build history.</param>
/// <param name="BuildRef">Its record in <c>docker buildx history</c>.</param>
public sealed record BakedImage(
    string Target, IReadOnlyList<string> References, string? Digest, string? ConfigDigest, BakeStatus? Status, TimeSpan? Duration, string? BuildRef);
