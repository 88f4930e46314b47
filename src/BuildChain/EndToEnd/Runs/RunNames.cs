using System.Globalization;
using BuildChain.Images;
using BuildChain.Meta;

namespace BuildChain.EndToEnd;

/// <summary>The names that keep runs apart.</summary>
public static class RunNames
{
    /// <summary>
    /// <c>e2e-&lt;env&gt;-&lt;shortsha&gt;</c>; with uncommitted changes <c>-&lt;change&gt;</c> behind it. Without a commit the time takes its place:
    /// <c>e2e-&lt;env&gt;-t20250131120000</c>, UTC.
    /// </summary>
    /// <param name="change">Of <see cref="GitChange"/>; null for a clean tree.</param>
    /// <exception cref="BuildChainException">The environment's name is none.</exception>
    public static string Tag(string env, GitCommit? head, string? change, DateTimeOffset now)
    {
        var of = head?.ShortSha ?? now.UtcDateTime.ToString("'t'yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var dirty = head is null || change is null ? "" : $"-{change}";
        return ImageTag.Parse($"e2e-{EnvironmentName.Parse(env, "env")}-{of}{dirty}", "E2E").Value;
    }

    /// <summary>The tag itself, then <c>-2</c>, <c>-3</c> and so on: what a run takes when others of the same name are there.</summary>
    public static string Numbered(string tag, int number) => number == 1 ? tag : string.Create(CultureInfo.InvariantCulture, $"{tag}-{number}");

    /// <summary>The compose project of a run: <c>esb-&lt;env&gt;-&lt;id&gt;</c>. Different tags give different projects.</summary>
    public static string Project(string tag) => $"{BrandNames.Slug}-{tag["e2e-".Length..]}";
}
