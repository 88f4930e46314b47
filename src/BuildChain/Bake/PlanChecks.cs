using BuildChain.Images;

namespace BuildChain.Bake;

/// <summary>What can be known to be wrong before anything is built.</summary>
static class PlanChecks
{
    public static IReadOnlyList<PlanProblem> Of(BakeRequest request, IReadOnlyList<PlannedTarget> targets, BakeFileNames declared)
        => [.. targets.SelectMany(t => OfTarget(request, t, declared)), .. Shared(targets)];

    static IEnumerable<PlanProblem> OfTarget(BakeRequest request, PlannedTarget target, BakeFileNames declared)
        => Tags(target)
            .Concat(target.Contexts.Where(c => !c.Exists).Select(c => MissingContext(request, target, c)))
            .Concat(MissingDockerfile(request, target))
            .Concat(target.Secrets.Where(s => !s.Exists).Select(s => MissingSecret(request, target, s)))
            .Concat(target.Links.Where(l => l.Present is false).Select(l => MissingImage(request, target, l, declared)));

    static IEnumerable<PlanProblem> Tags(PlannedTarget target)
    {
        foreach (var tag in target.Images)
        {
            var (fault, remedy) = TagFault(tag);
            if (fault is not null)
                yield return new PlanProblem(target.Name, $"Target '{target.Name}': {fault}", remedy);
        }
    }

    static (string? Fault, string? Remedy) TagFault(string tag)
    {
        try
        {
            var registry = ImageReference.Parse(tag).Registry;
            if (registry.Length > 0)
                Registry.Parse(registry);
            return default;
        }
        catch (BuildChainException e)
        {
            return (e.Message, e.Remedy);
        }
    }

    static PlanProblem MissingContext(BakeRequest request, PlannedTarget target, PlannedContext context)
    {
        var what = context.Name.Length == 0 ? "its build context" : $"its named context '{context.Name}'";
        var remedy = context.Location.StartsWith($"{BrandNames.Folder}/publish", StringComparison.Ordinal) ? request.Remedies.Publish
            : context.Location is $"{BrandNames.Folder}/meta" or $"{BrandNames.Folder}/stage/meta" ? request.Remedies.Meta
            : $"Create it, or correct the context of target '{target.Name}' in {OlderBakeFiles.Original(request.Files[0])}";
        return new PlanProblem(target.Name, $"Target '{target.Name}': {what} is missing: directory {context.Location}", remedy);
    }

    static IEnumerable<PlanProblem> MissingDockerfile(BakeRequest request, PlannedTarget target)
    {
        // Within a missing context it is missing too: that is one problem, not two.
        var context = target.Contexts.FirstOrDefault(c => c.Name.Length == 0);
        if (target.Dockerfile is { } file && context is { Exists: true } && !File.Exists(Path.Combine(request.Root, file)))
            yield return new PlanProblem(target.Name, $"Target '{target.Name}': its Dockerfile is missing: {file}",
                $"Create it, or correct 'dockerfile' of target '{target.Name}' in {OlderBakeFiles.Original(request.Files[0])}; the path is relative to the context");
    }

    static PlanProblem MissingSecret(BakeRequest request, PlannedTarget target, PlannedSecret secret)
        => secret.IsFile
            ? BakePrint.MissingSecretProblem(request, target.Name, $"{secret.Source} (secret '{secret.Id}' of target '{target.Name}')")
            : new PlanProblem(target.Name, $"Target '{target.Name}': the environment variable {secret.Source} of build secret '{secret.Id}' is not set",
                $"Set {secret.Source}");

    static PlanProblem MissingImage(BakeRequest request, PlannedTarget target, PlannedLink link, BakeFileNames declared)
        => new(target.Name,
            $"Target '{target.Name}' is built upon the image {link.Image}, which the engine does not have",
            declared.Targets.Contains(link.Context, StringComparer.Ordinal) ? WithTag(request.Remedies.BaseImages, link.Image!) : null);

    static string WithTag(string command, string image)
        => ImageReference.TryParse(image) is { Tag: { } tag } && tag != ImageTag.Latest.Value ? $"{command} --tag {tag}" : command;

    static IEnumerable<PlanProblem> Shared(IReadOnlyList<PlannedTarget> targets)
        => Doubles(targets, t => t.Images).Select(d => new PlanProblem(null,
                $"Targets {d.Targets} share the tag {d.Value}: the last one built would win", "Give each target its own tag"))
            .Concat(Doubles(targets, t => t.CacheTo.Select(CacheKey).OfType<string>()).Select(d => new PlanProblem(null,
                $"Targets {d.Targets} share the cache destination {d.Value}: they would overwrite each other's index", "Give each target its own cache destination")));

    static IEnumerable<(string Value, string Targets)> Doubles(IReadOnlyList<PlannedTarget> targets, Func<PlannedTarget, IEnumerable<string>> values)
        => targets.SelectMany(t => values(t).Distinct(StringComparer.Ordinal).Select(value => (value, t.Name)))
            .GroupBy(x => x.value, x => x.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, string.Join(" and ", g.Select(n => $"'{n}'"))));

    /// <summary>Where a cache entry writes, or reads a local cache from; null for those that write into the image.</summary>
    internal static string? CacheKey(BakeAttributes cache)
        => cache.Type switch
        {
            "inline" => null,
            "local" => (cache["dest"] ?? cache["src"]) is { } directory ? $"{Path.TrimEndingDirectorySeparator(directory)}{(cache["tag"] is { } tag ? ":" + tag : "")}" : null,
            "registry" => cache["ref"],
            "gha" => "gha scope " + (cache["scope"] ?? "buildkit"),
            _ => cache.ToString(),
        };
}
