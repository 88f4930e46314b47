namespace BuildChain.Meta;

/// <summary>What can be read from a repository's files without starting git.</summary>
/// <param name="Path">The directory with HEAD: <c>.git</c>, or a worktree's own.</param>
/// <param name="CommonPath">The directory with the shared refs; differs from <paramref name="Path"/> in a worktree.</param>
/// <param name="Prefix">From the repository's top to the asked root: empty, or ending with '/'.</param>
sealed record GitDirectory(string Path, string CommonPath, string Prefix)
{
    public static GitDirectory? Find(string root)
    {
        var full = System.IO.Path.GetFullPath(root);
        for (var top = new DirectoryInfo(full); top is not null; top = top.Parent)
        {
            if (Resolve(System.IO.Path.Combine(top.FullName, ".git")) is not { } path)
                continue;
            var relative = System.IO.Path.GetRelativePath(top.FullName, full).Replace('\\', '/');
            return new GitDirectory(path, Common(path), relative == "." ? "" : relative + "/");
        }
        return null;
    }

    /// <summary>True before the first commit: HEAD names a branch that has neither a ref file nor a packed ref.</summary>
    public bool IsUnborn()
    {
        var head = ReadText(System.IO.Path.Combine(Path, "HEAD"));
        if (head is null || !head.StartsWith("ref: ", StringComparison.Ordinal))
            return false;
        var name = head["ref: ".Length..].Trim();
        if (File.Exists(System.IO.Path.Combine(CommonPath, name)) || Directory.Exists(System.IO.Path.Combine(CommonPath, "reftable")))
            return false;
        return ReadText(System.IO.Path.Combine(CommonPath, "packed-refs"))?.Contains(" " + name + "\n", StringComparison.Ordinal) is not true;
    }

    /// <summary>The commits whose parents a shallow clone left out.</summary>
    public IReadOnlySet<string> ShallowCommits()
        => (ReadText(System.IO.Path.Combine(CommonPath, "shallow")) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);

    static string? Resolve(string dotGit)
    {
        if (Directory.Exists(dotGit))
            return dotGit;
        // A worktree or submodule has a file instead: "gitdir: <path>".
        var text = ReadText(dotGit);
        return text is not null && text.StartsWith("gitdir: ", StringComparison.Ordinal)
            ? System.IO.Path.GetFullPath(text["gitdir: ".Length..].Trim(), System.IO.Path.GetDirectoryName(dotGit)!)
            : null;
    }

    static string Common(string path)
        => ReadText(System.IO.Path.Combine(path, "commondir")) is { } common ? System.IO.Path.GetFullPath(common.Trim(), path) : path;

    static string? ReadText(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
