namespace BuildChain.Functions.Generation;

/// <summary>The names that functions have in the generated bake file.</summary>
public static class FunctionTargets
{
    /// <summary>The group of all functions, and of their caches.</summary>
    public const string Group = $"{BrandNames.Slug}-functions";

    /// <summary>What builds an image function's own Dockerfile; <see cref="Of"/> stands on it.</summary>
    internal static string Own(FunctionSpec function) => "own-" + Legal(function.Name);

    /// <summary><c>fn-&lt;name&gt;</c>; bake takes no dot in a target's name, hence '_' for it.</summary>
    public static string Of(FunctionSpec function) => "fn-" + Legal(function.Name);

    /// <summary>The functions that are named, in the template's order; all when none is.</summary>
    /// <exception cref="BuildChainException">The template has no function of a name; lists those it has.</exception>
    public static IReadOnlyList<FunctionSpec> Choose(FunctionApp app, IReadOnlyCollection<string> names)
    {
        var known = app.Functions.Select(function => function.Name).ToList();
        if (names.FirstOrDefault(name => !app.Functions.Any(function => Means(function, name))) is { } unknown)
            throw new BuildChainException($"--function: {app.TemplatePath} has no function '{unknown}'. Its functions are: {NearestName.Describe(unknown, known)}");
        return names.Count == 0 ? app.Functions : [.. app.Functions.Where(function => names.Any(name => Means(function, name)))];
    }

    /// <exception cref="BuildChainException">Two functions would have one target.</exception>
    internal static void EnsureDistinct(FunctionApp app)
    {
        foreach (var same in app.Functions.GroupBy(Of, StringComparer.Ordinal).Where(group => group.Count() > 1))
            throw new BuildChainException(
                $"{same.Last().Position}: functions {string.Join(" and ", same.Select(function => $"'{function.Name}'"))} would both be the bake target '{same.Key}'.",
                "Give one of them another FunctionName: bake has no '.' in names, so it counts as '_'.");
    }

    static bool Means(FunctionSpec function, string name)
        => name == function.Name || name == function.LogicalId || name == Of(function);

    static string Legal(string name) => name.Replace('.', '_');
}
