namespace BuildChain.Meta;

/// <summary>Which commit an image is stamped with.</summary>
public enum StampKind
{
    /// <summary>HEAD and its branch: images that nothing is built upon.</summary>
    Head,

    /// <summary>
    /// The last commit that touched the image's own inputs, without branch: base images, where a commit elsewhere
    /// must not rebuild everything above them.
    /// </summary>
    LastChange,
}

/// <summary>What an image is made of.</summary>
/// <param name="Target">The bake target.</param>
/// <param name="Paths">Files and directories in the repository, relative to its root: Dockerfile, sources, what is copied in.</param>
public sealed record ImageInput(string Target, StampKind Kind, params IReadOnlyList<string> Paths);

/// <summary>Decides the stamp of each image from what git says about the image's own inputs.</summary>
public static class ImageInputs
{
    /// <summary>The path sets to ask <c>GitFacts.ReadAsync</c> for, by bake target.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> AskedOfGit(IEnumerable<ImageInput> inputs)
        => inputs.Where(i => i.Kind == StampKind.LastChange).ToDictionary(i => i.Target, i => i.Paths, StringComparer.Ordinal);

    /// <summary>One stamp per bake target. An image is dirty only when its own inputs are uncommitted.</summary>
    public static IReadOnlyDictionary<string, VersionStamp> Stamp(GitFacts git, IEnumerable<ImageInput> inputs, string brand, string version)
        => inputs.ToDictionary(i => i.Target, i => Stamp(git, i, brand, version), StringComparer.Ordinal);

    /// <summary>The repository-wide stamp: HEAD, dirty when anything is uncommitted.</summary>
    public static VersionStamp StampRepository(GitFacts git, string brand, string version)
        => VersionStamp.From(brand, version, git.Head, git.Branch, git.IsDirty, image: "");

    static VersionStamp Stamp(GitFacts git, ImageInput input, string brand, string version)
    {
        var dirty = git.IsUncommitted(input.Paths);
        return input.Kind == StampKind.Head
            ? VersionStamp.From(brand, version, git.Head, git.Branch, dirty, input.Target)
            : VersionStamp.From(brand, version, git.LastChange.GetValueOrDefault(input.Target), branch: null, dirty, input.Target);
    }
}
