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
