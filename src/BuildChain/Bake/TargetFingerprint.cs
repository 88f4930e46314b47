using BuildChain.Publishing;

namespace BuildChain.Bake;

/// <summary>Tells whether anything a target is made of changed: its definition, its local files, and the same of every target it is linked to.</summary>
/// <remarks>
/// Files are judged by name, size and time (<see cref="InputFingerprint"/>) and images by their reference, so the answer "unchanged" may only
/// be used where being wrong costs time and nothing else. Tags and labels are left out: they make no layer.
/// </remarks>
public static class TargetFingerprint
{
    /// <summary>Hexadecimal SHA-256 by target name.</summary>
    public static IReadOnlyDictionary<string, string> Of(BakePlan plan)
    {
        var fingerprints = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var planned in plan.Targets)
        {
            var target = planned.Target;
            var files = planned.Inputs.Concat(planned.Secrets.Where(secret => secret.IsFile).Select(secret => secret.Source));
            var links = target.LinkedTargets.Select(link => fingerprints.GetValueOrDefault(link, ""));
            fingerprints[target.Name] = InputFingerprint.Of(plan.Request.Root, files, Definition(target).Concat(links));
        }

        return fingerprints;
    }

    static IEnumerable<string> Definition(BakeTarget target)
        => [target.Name, target.Context, target.Dockerfile, target.DockerfileInline ?? "", target.Stage ?? "",
            .. Pairs(target.Contexts), .. Pairs(target.Args), .. target.Platforms, .. target.Secrets.Select(secret => secret.ToString())];

    static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string> values)
        => values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
}
