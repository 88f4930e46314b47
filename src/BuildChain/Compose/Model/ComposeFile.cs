namespace BuildChain.Compose;

/// <summary>One service as it runs: with what it extends merged below it.</summary>
/// <param name="At">Where its name stands in the file that was read.</param>
public sealed record ComposeService(string Name, SourcePosition At, ComposeMap Values)
{
    public ComposeNode? this[string key] => Values[key];

    /// <summary>The image as it is written, variables not filled in; null when there is none.</summary>
    public string? Image => this["image"]?.Text;
}

/// <summary>A compose file and the files it extends, as far as a build needs to know them. Compose itself has the last word.</summary>
/// <param name="Name">The file as it is shown.</param>
public sealed record ComposeFile(string Name, ComposeMap Values, IReadOnlyList<ComposeService> Services)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Absolute, or relative to the root.</param>
    /// <param name="root">Positions are shown relative to it.</param>
    /// <exception cref="BuildChainException">The file is missing, is no YAML, or extends what does not exist; with its place.</exception>
    public static ComposeFile Read(string path, string root) => new ComposeFileReader(root).Read(Path.GetFullPath(path, root));
}
