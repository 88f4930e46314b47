using System.Text.RegularExpressions;
using BuildChain.Bake;

namespace BuildChain.Compose;

/// <summary>Checks a resolved bake model: no two targets share a tag or a cache. Rules: <c>shared-tag</c>, <c>shared-cache</c>.</summary>
public static partial class BakeLint
{
    /// <param name="files">Bake files relative to the root, to find where a target is declared.</param>
    public static IReadOnlyList<LintFinding> Check(BakeModel model, IReadOnlyList<string> files, string root)
    {
        var places = files.SelectMany(file => Places(file, root)).DistinctBy(place => place.Name).ToDictionary(place => place.Name, place => place.At, StringComparer.Ordinal);
        var nowhere = new SourcePosition(files.Count > 0 ? files[0] : "docker-bake.hcl", 1, 1);
        LintFinding Finding(string rule, string what, IReadOnlyList<string> targets, string remedy)
            => new(LintSeverity.Error, rule, places.GetValueOrDefault(targets[^1], nowhere),
                $"targets {string.Join(" and ", targets.Select(name => $"'{name}'"))} share {what}", remedy);

        return
        [
            .. Shared(model, target => target.Tags)
                .Select(s => Finding("shared-tag", $"the tag {s.Value}: the last one built would win", s.Targets, "Give each target a tag of its own")),
            .. Shared(model, target => target.CacheTo.Concat(target.CacheFrom.Where(IsWritten)).Select(PlanChecks.CacheKey).OfType<string>())
                .Select(s => Finding("shared-cache", $"the cache {s.Value}: each would overwrite the other's", s.Targets, "Give each target a cache of its own")),
        ];
    }

    static IEnumerable<(string Value, IReadOnlyList<string> Targets)> Shared(BakeModel model, Func<BakeTarget, IEnumerable<string>> values)
        => model.Targets.Values
            .SelectMany(target => values(target).Distinct(StringComparer.Ordinal).Select(value => (value, target.Name)))
            .GroupBy(x => x.value, x => x.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)]));

    // What is read from the shared cache's folder is written there after the bake; others may be read by many.
    static bool IsWritten(BakeAttributes source) => source.Type == "local";

    static IEnumerable<(string Name, SourcePosition At)> Places(string file, string root)
    {
        var path = Path.Combine(root, file);
        if (!File.Exists(path) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return [];
        var lines = File.ReadAllLines(path);
        return lines.Select((line, index) => (Match: Target().Match(line), Line: index + 1))
            .Where(x => x.Match.Success)
            .Select(x => (x.Match.Groups["name"].Value, new SourcePosition(file, x.Line, x.Match.Groups["name"].Index + 1)));
    }

    [GeneratedRegex("""^[ \t]*target[ \t]+"(?<name>[^"]+)"[ \t]*\{""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Target();
}
