namespace BuildChain.Meta;

/// <summary>What git says about a working tree. All of it may be missing: no git, no repository, no commit.</summary>
public sealed partial record GitFacts
{
    /// <summary>Null without git, outside a repository and before the first commit.</summary>
    public GitCommit? Head { get; init; }

    /// <summary>Null on a detached HEAD.</summary>
    public string? Branch { get; init; }

    /// <summary>Changed, staged or untracked paths below the root, relative to it, '/' between; an untracked directory ends with '/'.</summary>
    public IReadOnlyList<string> Uncommitted { get; init; } = [];

    /// <summary>
    /// The last commit that touched each asked set of paths, by the set's name. Null where no commit did, and where a shallow
    /// clone does not reach back far enough to know.
    /// </summary>
    public IReadOnlyDictionary<string, GitCommit?> LastChange { get; init; } = new Dictionary<string, GitCommit?>();

    /// <summary>The clone lacks older commits (<c>git clone --depth</c>).</summary>
    public bool IsShallow { get; init; }

    /// <summary>Why nothing could be read although there seems to be a repository, in git's words; else null.</summary>
    public string? Problem { get; init; }

    public bool IsDirty => Uncommitted.Count > 0;

    /// <summary>True when something at, below or containing one of the paths is uncommitted.</summary>
    public bool IsUncommitted(IEnumerable<string> paths)
        => paths.Select(Normalise).Any(path => Uncommitted.Any(changed => Touches(changed, path)));

    internal static bool Touches(string changed, string path)
        => path.Length == 0
            || changed.TrimEnd('/') == path
            || changed.StartsWith(path + "/", StringComparison.Ordinal)
            || (changed.EndsWith('/') && path.StartsWith(changed, StringComparison.Ordinal));

    internal static string Normalise(string path)
    {
        var text = path.Replace('\\', '/').TrimEnd('/');
        return text is "." ? "" : text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;
    }
}
