using BuildChain.Processes;

namespace BuildChain.Branding;

/// <summary>A tree for another brand beside this one.</summary>
public static class BrandCopy
{
    /// <summary>Says which files a copy was made of, so that the next one deletes those that are no more; below the copy, where git ignores it.</summary>
    const string ListName = ".nuke/temp/copied";

    /// <summary>Copies what git knows of the tree, and what is new and not ignored; what the chain made stays behind.</summary>
    /// <param name="target">A folder that does not exist yet, is empty, is an earlier copy, or a tree of another brand.</param>
    /// <returns>The number of files.</returns>
    /// <exception cref="BuildChainException">The folder has something else in it, or lies in the tree.</exception>
    public static async Task<int> CopyAsync(string root, string target, CancellationToken cancellationToken = default)
    {
        Check(root, target);
        var listed = await ProcessRunner.RunAsync(
            new ProcessRequest("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard") { WorkingDirectory = root, Remedy = "A copy is made of what git lists: run it in a clone." },
            cancellationToken);
        // Without what git lists and somebody deleted.
        var files = Names(listed.Output).Where(file => new FileInfo(Path.Combine(root, file)) is { LinkTarget: not null } or { Exists: true }).ToList();
        var list = Path.Combine(target, ListName);
        foreach (var gone in File.Exists(list) ? Names(await File.ReadAllTextAsync(list, cancellationToken)).Except(files) : [])
            Delete(Path.Combine(target, gone));
        Directory.CreateDirectory(Path.GetDirectoryName(list)!);
        AtomicFile.Write(list, string.Join('\0', files));
        foreach (var file in files)
            Copy(Path.Combine(root, file), Path.Combine(target, file));
        return files.Count;
    }

    static IEnumerable<string> Names(string list) => list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    static void Check(string root, string target)
    {
        var inside = Path.GetRelativePath(root, target);
        if (inside == "." || (!inside.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(inside)))
            throw new BuildChainException($"--output: {target} lies in the tree that is copied.", "Give a folder outside of it, or leave --output away to change this tree itself");
        if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any() || File.Exists(Path.Combine(target, ListName)))
            return;
        if (!File.Exists(Path.Combine(target, BrandSpec.FileName)))
            throw new BuildChainException($"--output: {target} is not empty, and no branded tree.", "Give a new folder");
        var slug = BrandSpec.Read(target).Slug;
        if (slug == BrandSpec.Read(root).Slug)
            throw new BuildChainException($"--output: {target} is another tree of '{slug}' and no copy: work in it would be lost.", "Give a new folder, or one of another brand");
    }

    static void Delete(string file)
    {
        if (Directory.Exists(Path.GetDirectoryName(file)))
            File.Delete(file);
    }

    static void Copy(string from, string to)
    {
        var file = new FileInfo(from);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (file.LinkTarget is { } link)
        {
            File.Delete(to);
            File.CreateSymbolicLink(to, link);
        }
        else if (!IsSame(file, new FileInfo(to)))
        {
            file.CopyTo(to, overwrite: true);
        }
    }

    static bool IsSame(FileInfo from, FileInfo to) => to.Exists && to.Length == from.Length && to.LastWriteTimeUtc == from.LastWriteTimeUtc;
}
