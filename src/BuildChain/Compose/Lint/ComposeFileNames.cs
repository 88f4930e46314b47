namespace BuildChain.Compose;

/// <summary>Which compose files a repository has.</summary>
public static class ComposeFileNames
{
    static readonly string[] Patterns = ["docker-compose*.yml", "docker-compose*.yaml", "compose*.yml", "compose*.yaml"];

    /// <summary>Those of the root directory that something runs from, by name; not those for development, <c>*.build.yml</c>.</summary>
    public static IReadOnlyList<string> Runtime(string root)
        => [.. Patterns.SelectMany(pattern => Directory.EnumerateFiles(root, pattern)).Select(file => Path.GetFileName(file))
            .Where(name => !Path.GetFileNameWithoutExtension(name).EndsWith(".build", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
