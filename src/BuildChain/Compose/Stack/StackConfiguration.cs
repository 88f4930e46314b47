namespace BuildChain.Compose;

/// <summary>The functions' configuration that a stack is started with: <c>functions.yml</c>, <c>routing.yml</c>, <c>resources.yml</c>.</summary>
public static class StackConfiguration
{
    static readonly Dictionary<string, string> Empty = new(StringComparer.Ordinal)
    {
        ["functions.yml"] = "version: 1\nfunctions: {}\n",
        ["routing.yml"] = "version: 1\nroutes: []\n",
        ["resources.yml"] = "version: 1\nbuckets: []\ntables: []\n",
    };

    /// <summary>The images that the functions run, by their names without registry and tag; each once.</summary>
    /// <exception cref="BuildChainException">The file is no YAML; with its place.</exception>
    public static IReadOnlyList<string> Images(string directory)
    {
        var file = Path.Combine(directory, "functions.yml");
        return !File.Exists(file) ? []
            : [.. (ComposeYaml.Read(File.ReadAllText(file), file)["functions"]?.Entries ?? [])
                .Select(function => function.Value["image"]?.Text).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>A stack without functions starts too: writes the files that are not there.</summary>
    /// <returns>Whether any had to be written.</returns>
    public static bool EnsureExists(string directory)
    {
        Directory.CreateDirectory(directory);
        var missing = Empty.Where(file => !File.Exists(Path.Combine(directory, file.Key))).ToList();
        foreach (var (name, text) in missing)
            AtomicFile.Write(Path.Combine(directory, name), text);
        return missing.Count > 0;
    }
}
