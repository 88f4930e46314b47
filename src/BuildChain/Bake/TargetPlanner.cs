namespace BuildChain.Bake;

/// <summary>Turns resolved targets into planned ones: what they link to, what they read, and whether it is there.</summary>
static class TargetPlanner
{
    const string ImageScheme = "docker-image://";

    public static IReadOnlyList<PlannedTarget> Plan(BakeRequest request, BakeModel model)
    {
        var requested = Requested(request, model);
        return [.. model.InDependencyOrder().Select(target => Plan(request, model, target, requested.Contains(target.Name)))];
    }

    /// <summary>buildx lists under <c>default</c> what was asked for, with groups by name.</summary>
    static HashSet<string> Requested(BakeRequest request, BakeModel model)
    {
        var (names, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(request.Targets.Count == 0 ? ["default"] : request.Targets));
        while (open.TryDequeue(out var name))
        {
            if (!names.Add(name) || !model.Groups.TryGetValue(name, out var members))
                continue;
            foreach (var member in members)
                open.Enqueue(member);
        }
        return names;
    }

    static PlannedTarget Plan(BakeRequest request, BakeModel model, BakeTarget target, bool requested)
    {
        var cache = request.Cache.GetValueOrDefault(target.Name);
        return new PlannedTarget(target, [.. model.Groups.Where(g => g.Key != "default" && g.Value.Contains(target.Name, StringComparer.Ordinal)).Select(g => g.Key).Order(StringComparer.Ordinal)], requested)
        {
            Links = [.. Links(target)],
            Contexts = [.. Contexts(request.Root, target)],
            Secrets = [.. target.Secrets.Select(s => Secret(request, s))],
            Dockerfile = target.DockerfileInline is null && LocalPath.Is(target.Context)
                ? LocalPath.Relative(request.Root, Path.Combine(LocalPath.Relative(request.Root, target.Context), target.Dockerfile))
                : null,
            CacheFrom = cache?.From ?? target.CacheFrom,
            CacheTo = cache?.To ?? target.CacheTo,
        };
    }

    static IEnumerable<PlannedLink> Links(BakeTarget target)
        => target.Contexts.Append(KeyValuePair.Create("", target.Context))
            .Where(c => c.Value.StartsWith("target:", StringComparison.Ordinal) || c.Value.StartsWith(ImageScheme, StringComparison.Ordinal))
            .Select(c => c.Value.StartsWith(ImageScheme, StringComparison.Ordinal)
                ? new PlannedLink(c.Key, null, c.Value[ImageScheme.Length..])
                : new PlannedLink(c.Key, c.Value["target:".Length..], null));

    static IEnumerable<PlannedContext> Contexts(string root, BakeTarget target)
        => target.Contexts.Prepend(KeyValuePair.Create("", target.Context))
            .Where(c => !c.Value.StartsWith("target:", StringComparison.Ordinal) && !c.Value.StartsWith(ImageScheme, StringComparison.Ordinal))
            .Select(c => Context(root, c.Key, c.Value));

    static PlannedContext Context(string root, string name, string location)
    {
        if (!LocalPath.Is(location))
            return new PlannedContext(name, location, IsLocal: false, Exists: true);
        var path = LocalPath.Relative(root, location);
        return new PlannedContext(name, path, IsLocal: true, Directory.Exists(Path.Combine(root, path)));
    }

    static PlannedSecret Secret(BakeRequest request, BakeAttributes secret)
    {
        var id = secret["id"] ?? "";
        if (secret["src"] is { Length: > 0 } file)
            return new PlannedSecret(id, LocalPath.Relative(request.Root, file), IsFile: true, File.Exists(Path.Combine(request.Root, file)));
        var variable = secret["env"] ?? id;
        return new PlannedSecret(id, variable, IsFile: false,
            request.Variables.GetValueOrDefault(variable) is not null || System.Environment.GetEnvironmentVariable(variable) is not null);
    }
}
