namespace BuildChain.Engine.Debian;

/// <summary>Source lists for other suites, derived from the machine's own: same mirrors, same keys, same components.</summary>
static class AptSources
{
    static readonly string[] Pockets = ["-updates", "-security", "/updates"];

    /// <summary>The machine's sources of its own distribution: those that carry its release or one of its pockets.</summary>
    public static IReadOnlyList<AptSource> OfRelease(IReadOnlyList<AptSource> all, string codename)
    {
        string[] names = [codename, "stable", "testing", "unstable", "oldstable"];
        return
        [
            .. all.Select(source => source with { Suites = [.. source.Suites.Where(suite => names.Contains(Base(suite)))] })
                .Where(source => source.Suites.Count > 0 && source.Components.Contains("main")),
        ];
    }

    /// <summary>The sources as they are plus the given suites of every mirror that has a whole release.</summary>
    public static IReadOnlyList<AptSource> WithSuites(IReadOnlyList<AptSource> release, IEnumerable<string> suites)
        => [.. release.Select(source => source with { Components = ["main"] }), .. Mirrors(release).Select(mirror => mirror with { Suites = [.. suites] })];

    /// <summary>The sources of another release: every suite renamed, pockets too.</summary>
    public static IReadOnlyList<AptSource> ForRelease(IReadOnlyList<AptSource> release, string codename)
        =>
        [
            .. release.Select(source => source with
            {
                Components = ["main"],
                Suites = [.. source.Suites.Select(suite => codename + suite[Base(suite).Length..]).Distinct(StringComparer.Ordinal)],
            }),
        ];

    static IEnumerable<AptSource> Mirrors(IReadOnlyList<AptSource> release)
        => release.Where(source => source.Suites.Any(suite => suite == Base(suite)))
            .Select(source => source with { Components = ["main"] })
            .DistinctBy(source => string.Join(' ', source.Uris));

    static string Base(string suite)
        => Pockets.FirstOrDefault(pocket => suite.EndsWith(pocket, StringComparison.Ordinal)) is { } found ? suite[..^found.Length] : suite;
}
