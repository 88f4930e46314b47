using BuildChain.Bake;

namespace BuildChain.Functions.Generation;

/// <summary>Lists a folder of code as it goes into an image: without what <c>.dockerignore</c> leaves out, and with links that stay inside.</summary>
sealed class SourceTree
{
    readonly string limit;
    readonly DockerIgnore ignore;
    readonly List<TreeEntry> entries = [];

    SourceTree(string limit, DockerIgnore ignore) => (this.limit, this.ignore) = (limit, ignore);

    /// <summary>
    /// A link within the folder stays a link; one that leaves it becomes what it points to, as <c>sam build</c> has it, but only from below
    /// <paramref name="limit"/>: a link must not carry the machine's own files into an image.
    /// </summary>
    /// <param name="limit">The template's directory, absolute.</param>
    /// <returns>Folders before what is in them; the same order on every machine.</returns>
    /// <exception cref="BuildChainException">A link that leaves the limit, leads nowhere or around in circles.</exception>
    public static IReadOnlyList<TreeEntry> Read(string directory, string limit)
    {
        var real = LocalPath.Real(directory);
        var tree = new SourceTree(LocalPath.Real(limit), DockerIgnore.Of(real));
        tree.Walk(new Branch(real, real, "", [real]), prefix: "");
        return tree.entries;
    }

    /// <summary>A folder that is walked: the tree it belongs to, where that tree begins in the result, and the folders that links led through.</summary>
    sealed record Branch(string Directory, string Root, string RootPath, IReadOnlyList<string> Through);

    void Walk(Branch branch, string prefix)
    {
        // No pattern takes back what the chain made: the root CA's key is in it, and the functions generated before.
        var items = new DirectoryInfo(branch.Directory).EnumerateFileSystemInfos().Where(item => item.Name != BrandNames.Folder);
        foreach (var item in items.OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            var path = prefix.Length == 0 ? item.Name : $"{prefix}/{item.Name}";
            var ignored = ignore.Ignores(path);
            if (item.LinkTarget is not null)
            {
                if (!ignored)
                    Link(branch, item, path);
            }
            else if (item is DirectoryInfo)
            {
                Descend(branch with { Directory = item.FullName }, path, ignored);
            }
            else if (!ignored)
            {
                entries.Add(Of((FileInfo)item, path));
            }
        }
    }

    /// <summary>An ignored folder is there when something in it was taken back.</summary>
    void Descend(Branch branch, string path, bool ignored)
    {
        if (ignored && !ignore.TakesBack)
            return;
        var at = entries.Count;
        Walk(branch, path);
        if (!ignored || entries.Count > at)
            entries.Insert(at, new TreeDirectory(path));
    }

    void Link(Branch branch, FileSystemInfo link, string path)
    {
        if (Resolve(link) is not { } target)
        {
            throw Refused(link, "which does not exist");
        }

        var real = LocalPath.Real(target.FullName);
        if (LocalPath.IsWithin(real, branch.Root))
        {
            var place = branch.RootPath.Length == 0 ? "" : branch.RootPath + "/";
            var pointsTo = place + Path.GetRelativePath(branch.Root, real).Replace('\\', '/');
            entries.Add(new TreeLink(path, Path.GetRelativePath("/" + Path.GetDirectoryName(path), "/" + pointsTo).Replace('\\', '/')));
        }
        else if (!LocalPath.IsWithin(real, limit))
        {
            throw Refused(link, $"outside the template's directory {limit}");
        }
        else if (target is FileInfo)
        {
            entries.Add(Of(new FileInfo(real), path));
        }
        else if (branch.Through.Any(folder => LocalPath.IsWithin(folder, real)))
        {
            throw Refused(link, "which contains the link itself");
        }
        else
        {
            Descend(new Branch(real, real, path, [.. branch.Through, real]), path, ignored: false);
        }
    }

    static FileSystemInfo? Resolve(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target
                ? Directory.Exists(target.FullName) ? new DirectoryInfo(target.FullName) : new FileInfo(target.FullName)
                : null;
        }
        catch (IOException)
        {
            throw Refused(link, "a link to itself");
        }
    }

    static TreeFile Of(FileInfo file, string path)
    {
        // What a runtime starts has to be executable, also when it comes from a file system that does not know of it.
        var executable = path == "bootstrap" || (!OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != UnixFileMode.None);
        return new TreeFile(path, file.FullName, executable);
    }

    static BuildChainException Refused(FileSystemInfo link, string why)
        => new($"{link.FullName} is a symbolic link to '{link.LinkTarget}', {why}.", $"Replace it by what it should be, or leave it out in a {DockerIgnore.FileName} beside the code.");
}
