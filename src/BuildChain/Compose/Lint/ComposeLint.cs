namespace BuildChain.Compose;

/// <summary>Checks compose files: they only run what is baked, and two projects never meet.</summary>
/// <remarks>
/// Rules: <c>no-build</c>, <c>build-only</c>, <c>baked-image</c>, <c>image-tag</c>, <c>image-registry</c>, <c>pull-policy</c>,
/// <c>container-name</c>, <c>host-port</c>, <c>fixed-name</c>, <c>external-image</c>.
/// </remarks>
public static class ComposeLint
{
    static readonly string[] ProjectVariables = ["COMPOSE_PROJECT_NAME", $"{BrandNames.Env}PROJECT", "PROJECT_NAME"];

    /// <summary>Findings in the order of the files; what several files inherit from one place is told once.</summary>
    public static IReadOnlyList<LintFinding> Check(IEnumerable<ComposeFile> files, BakedNames baked)
        => [.. files.SelectMany(file => Check(file, baked)).Distinct().OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)];

    static IEnumerable<LintFinding> Check(ComposeFile file, BakedNames baked)
        => file.Services.SelectMany(service =>
                (IsForDevelopment(file) ? [] : Build(service))
                .Concat(ImageRules.Check(service, baked))
                .Concat(ContainerName(service))
                .Concat(PortRules.Check(service)))
            .Concat(FixedNames(file, "networks"))
            .Concat(FixedNames(file, "volumes"));

    /// <summary><c>docker-compose.build.yml</c> and its like build by intention; nothing loads them by default.</summary>
    static bool IsForDevelopment(ComposeFile file)
        => Path.GetFileNameWithoutExtension(file.Name) is var name && (name == "build" || name.EndsWith(".build", StringComparison.Ordinal));

    static IEnumerable<LintFinding> Build(ComposeService service)
    {
        if (service.Values.Find("build") is { } build)
        {
            yield return new LintFinding(LintSeverity.Error, "no-build", build.At,
                $"service '{service.Name}' has 'build': compose only runs what is baked",
                "Make it a target of docker-bake.hcl and name its image here");
        }
    }

    static IEnumerable<LintFinding> ContainerName(ComposeService service)
    {
        if (service["container_name"] is { Text: { } name } node && !NamesProject(name))
        {
            yield return new LintFinding(LintSeverity.Error, "container-name", node.At,
                $"service '{service.Name}' has the fixed container_name '{name}': two projects cannot both have it",
                "Leave it away: compose names containers by project and service");
        }
    }

    static IEnumerable<LintFinding> FixedNames(ComposeFile file, string kind)
        => from entry in file.Values[kind]?.Entries ?? []
           let name = entry.Value["name"]
           where name?.Text is { } text && ComposeTemplate.Variables(text).Count == 0 && entry.Value["external"] is null
           select new LintFinding(LintSeverity.Error, "fixed-name", name.At,
               $"{kind[..^1]} '{entry.Key}' has the fixed name '{name.Text}': two projects would share it",
               $"Leave it away, or begin it with ${{COMPOSE_PROJECT_NAME:-{BrandNames.Slug}}}");

    static bool NamesProject(string text)
        => ComposeTemplate.Variables(text).Any(variable => ProjectVariables.Contains(variable.Name, StringComparer.Ordinal));
}
