namespace BuildChain.Bake;

/// <summary>Tells paths from the other things that buildx takes as a build context.</summary>
static class LocalPath
{
    const string WorkingDirectory = "cwd://";

    public static bool Is(string context)
        => context.StartsWith(WorkingDirectory, StringComparison.Ordinal)
            || !(context.Contains("://", StringComparison.Ordinal)
                || context.StartsWith("target:", StringComparison.Ordinal)
                || context.StartsWith("docker-image:", StringComparison.Ordinal)
                || context.StartsWith("github.com/", StringComparison.Ordinal)
                || context.StartsWith("git@", StringComparison.Ordinal));

    /// <summary>Relative to the root where it lies below it, with '/' between.</summary>
    public static string Relative(string root, string path)
    {
        var bare = path.StartsWith(WorkingDirectory, StringComparison.Ordinal) ? path[WorkingDirectory.Length..] : path;
        var full = Path.GetFullPath(bare.Length == 0 ? "." : bare, root);
        var relative = Path.GetRelativePath(root, full);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? full : relative).Replace('\\', '/');
    }

    /// <summary>
    /// The path behind all symbolic links, with what does not exist yet at its end: the form in which buildx compares paths with
    /// the working directory.
    /// </summary>
    public static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
            return full;
        var here = Path.Combine(Real(parent), Path.GetFileName(full));
        FileSystemInfo? entry = Directory.Exists(here) ? new DirectoryInfo(here) : File.Exists(here) ? new FileInfo(here) : null;
        return entry?.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : here;
    }

    public static bool IsWithin(string path, string directory)
        => path == directory || path.StartsWith(Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
