using BuildChain.Bake;

namespace BuildChain.Components.Reporting;

/// <summary>A finished bake in one phrase, for NUKE's summary.</summary>
static class BakeSummary
{
    /// <summary><c>1 built, 6 cached</c>.</summary>
    public static string Of(BakeResult result)
        => string.Join(", ", result.Images
            .GroupBy(image => image.Status)
            .OrderByDescending(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key?.ToString().ToLowerInvariant() ?? "done"}"));
}
