using BuildChain.Processes;

namespace BuildChain.Branding;

/// <summary>A tree for another brand beside this one.</summary>
public static class BrandCopy
{
    /// <summary>Copies what git knows of the tree, and what is new and not ignored; what the chain made stays behind.</summary>
    /// <param name="target">A folder that does not exist yet, is empty, or is an earlier copy.</param>
    /// <returns>The number of files.</returns>
    /// <exception cref="BuildChainException">The folder has something else in it, or lies in the tree.</exception>
    public static async Task<int> CopyAsync(string root, string target, CancellationToken cancellationToken = default)
    {
        Check(root, target);
        var listed = await ProcessRunner.RunAsync(
            new ProcessRequest("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard") { WorkingDirectory = root, Remedy = "A copy is made of what git lists: run it in a clone." },
            cancellationToken);
        var files = listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        return files.Count(file => Copy(Path.Combine(root, file), Path.Combine(target, file)));
    }

    static void Check(string root, string target)
    {
        var inside = Path.GetRelativePath(root, target);
        if (inside == "." || (!inside.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(inside)))
            throw new BuildChainException($"--output: {target} lies in the tree that is copied.", "Give a folder outside of it, or leave --output away to change this tree itself");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, BrandSpec.FileName)))
            throw new BuildChainException($"--output: {target} is not empty, and no branded tree.", "Give a new folder");
    }

    static bool Copy(string from, string to)
    {
        var file = new FileInfo(from);
        if (file.LinkTarget is null && !file.Exists)
            return false;
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
        return true;
    }

    static bool IsSame(FileInfo from, FileInfo to) => to.Exists && to.Length == from.Length && to.LastWriteTimeUtc == from.LastWriteTimeUtc;
}
