namespace BuildChain.Bake;

/// <summary>What keeps two bakes with rewritten times from giving the same layers, for whoever asked for them.</summary>
public static class ReproducibleLimits
{
    /// <summary>All of them, in lines.</summary>
    public static string Describe(BakeRequest request, DateTimeOffset epoch)
        => $"No time in an image is later than {epoch.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}. What two such bakes can differ in all the same:"
            + string.Concat(Of(request).Select(limit => $"\n  - {limit}"));

    /// <summary>One sentence each; first what could be changed about this bake, then what no bake can promise.</summary>
    public static IReadOnlyList<string> Of(BakeRequest request) =>
    [
        .. Uncommitted(request) is { Count: > 0 } uncommitted
            ? [$"uncommitted sources are in {string.Join(", ", uncommitted)}: no commit gives these again"] : Array.Empty<string>(),
        .. request.NoCache ? Array.Empty<string>()
            : ["steps that come from a cache keep the times at which they ran, where those are before the commit: --no-cache for digests that anyone can repeat"],
        "Debian packages are those of the mirror: the same only while it has the same versions",
        "the root image and the root CA (CERT_DIR) are not of this repository: the same only where both are the same",
        "services are compiled for this machine's architecture by the SDK of global.json: another patch of the SDK may give other programs",
        "python3 in python-base and lambda-base is compiled when it is installed: the same for the same package",
        .. request.Attestations is null ? Array.Empty<string>() : ["provenance names times and the builder: layers are the same, the digests of tags are not"],
    ];
    // As VersionStamp writes the revision.
    static List<string> Uncommitted(BakeRequest request)
        => [.. request.Labels.Where(target => target.Value.Any(label => label.Key.EndsWith(".revision", StringComparison.Ordinal) && label.Value.EndsWith("-dirty", StringComparison.Ordinal)))
            .Select(target => target.Key).Order(StringComparer.Ordinal)];
}
