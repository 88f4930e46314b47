namespace BuildChain.Bake;

/// <summary>What <c>docker buildx bake --print</c> resolved the bake files to: variables filled in, inheritance applied.</summary>
/// <param name="Groups">The asked groups (buildx puts loose targets into <c>default</c>) and their targets.</param>
/// <param name="Targets">The asked targets and those they are linked to, by name.</param>
public sealed record BakeModel(IReadOnlyDictionary<string, IReadOnlyList<string>> Groups, IReadOnlyDictionary<string, BakeTarget> Targets)
{
    /// <summary>The printed text itself, which has every setting, also those that nobody here reads; empty for a model made otherwise.</summary>
    public string Printed { get; init; } = "";

    /// <summary>Every target after those it is linked to; otherwise by name.</summary>
    public IReadOnlyList<BakeTarget> InDependencyOrder()
    {
        var (ordered, visited) = (new List<BakeTarget>(), new HashSet<string>(StringComparer.Ordinal));
        void Visit(string name)
        {
            if (!visited.Add(name) || !Targets.TryGetValue(name, out var target))
                return;
            foreach (var link in target.LinkedTargets)
                Visit(link);
            ordered.Add(target);
        }
        foreach (var name in Targets.Keys.Order(StringComparer.Ordinal))
            Visit(name);
        return ordered;
    }
}

/// <summary>One resolved target. Values are plain text: the <c>$${</c> escapes of the printed form are taken back.</summary>
public sealed record BakeTarget(string Name)
{
    public string Description { get; init; } = "";

    /// <summary>Main build context: a path relative to the root, a URL, or <c>target:</c>.</summary>
    public string Context { get; init; } = ".";

    /// <summary>Named contexts: a path, <c>target:&lt;name&gt;</c>, <c>docker-image://&lt;ref&gt;</c>, <c>oci-layout://</c> or a URL.</summary>
    public IReadOnlyDictionary<string, string> Contexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Relative to the main context.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    public string? DockerfileInline { get; init; }

    /// <summary>The stage to build; null for the last.</summary>
    public string? Stage { get; init; }

    public IReadOnlyDictionary<string, string> Args { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Platforms { get; init; } = [];
    public IReadOnlyList<BakeAttributes> CacheFrom { get; init; } = [];
    public IReadOnlyList<BakeAttributes> CacheTo { get; init; } = [];
    public IReadOnlyList<BakeAttributes> Secrets { get; init; } = [];
    public IReadOnlyList<BakeAttributes> Outputs { get; init; } = [];
    public IReadOnlyList<BakeAttributes> Attest { get; init; } = [];
    public bool NoCache { get; init; }
    public bool Pull { get; init; }

    /// <summary>Targets of the same bake this one is built upon, by name, in order.</summary>
    public IReadOnlyList<string> LinkedTargets
        => [.. Contexts.Values.Append(Context)
            .Where(c => c.StartsWith("target:", StringComparison.Ordinal)).Select(c => c["target:".Length..])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>False for a target that is only built as part of another one: buildx gives it the output <c>cacheonly</c>.</summary>
    public bool HasResult => Outputs.Count == 0 || Outputs.Any(o => o.Type != "cacheonly");
}
