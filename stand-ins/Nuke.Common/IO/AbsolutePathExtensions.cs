using System.Runtime.CompilerServices;
using Nuke.Common.Utilities;

namespace Nuke.Common.IO;

/// <summary>The file system seen through paths: existence and listing.</summary>
public static partial class AbsolutePathExtensions
{
    static readonly string[] FileSuffixes = ["file", "executable", "exe", "script", "archive"];
    static readonly string[] DirectorySuffixes = ["directory", "dir", "folder"];

    /// <summary>Tells by the expression's name whether a file (<c>…file</c>, <c>…script</c>) or a directory (<c>…dir</c>) is meant.</summary>
    public static bool Exists(this AbsolutePath path, [CallerArgumentExpression(nameof(path))] string expression = null)
    {
        if (FileSuffixes.Any(expression.EndsWithOrdinalIgnoreCase))
            return path.FileExists();
        if (DirectorySuffixes.Any(expression.EndsWithOrdinalIgnoreCase))
            return path.DirectoryExists();
        throw new ArgumentException($"Cannot infer from argument '{expression}' if either file or directory must exist");
    }

    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    public static AbsolutePath Existing(this AbsolutePath path, [CallerArgumentExpression(nameof(path))] string expression = null)
        => path.Exists(expression) ? path : null;

    public static AbsolutePath ExistingFile(this AbsolutePath path) => path.FileExists() ? path : null;

    public static AbsolutePath ExistingDirectory(this AbsolutePath path) => path.DirectoryExists() ? path : null;

    public static IEnumerable<AbsolutePath> WhereFileExists(this IEnumerable<AbsolutePath> paths) => paths.Where(FileExists);

    public static IEnumerable<AbsolutePath> WhereDirectoryExists(this IEnumerable<AbsolutePath> paths) => paths.Where(DirectoryExists);

    public static bool ContainsFile(this AbsolutePath path, string pattern, SearchOption options = SearchOption.TopDirectoryOnly)
    {
        Assert.DirectoryExists(path);
        return Directory.EnumerateFiles(path, pattern, options).Any();
    }

    public static bool ContainsDirectory(this AbsolutePath path, string pattern, SearchOption options = SearchOption.TopDirectoryOnly)
    {
        Assert.DirectoryExists(path);
        return Directory.EnumerateDirectories(path, pattern, options).Any();
    }

    /// <summary>Sorted within a directory; a depth of 1 is the directory itself.</summary>
    public static IEnumerable<AbsolutePath> GetFiles(
        this AbsolutePath path,
        string pattern = "*",
        int depth = 1,
        FileAttributes attributes = 0)
    {
        Assert.True(depth >= 0);
        if (depth == 0)
            return [];
        var own = Select(Directory.EnumerateFiles(path, pattern), attributes);
        return own.Concat(path.GetDirectories(depth: depth - 1).SelectMany(x => x.GetFiles(pattern, attributes: attributes)));
    }

    /// <summary>Level by level, sorted within a directory.</summary>
    public static IEnumerable<AbsolutePath> GetDirectories(
        this AbsolutePath path,
        string pattern = "*",
        int depth = 1,
        FileAttributes attributes = 0)
    {
        Assert.True(depth >= 0);
        string[] level = [path];
        for (; depth > 0 && level.Length > 0; depth--)
        {
            foreach (var directory in Select(level.SelectMany(x => Directory.EnumerateDirectories(x, pattern)), attributes).ToList())
                yield return directory;
            level = level.SelectMany(Directory.GetDirectories).ToArray();
        }
    }

    /// <summary>With or without leading dot.</summary>
    public static bool HasExtension(this AbsolutePath path, string extension, params string[] alternativeExtensions)
        => alternativeExtensions.Prepend(extension).Any(path.ToString().EndsWithOrdinalIgnoreCase);

    public static AbsolutePath WithExtension(this AbsolutePath path, string extension)
        => path.Parent / Path.ChangeExtension(path.Name, extension);

    public static FileInfo ToFileInfo(this AbsolutePath path) => path == null ? null : new FileInfo(path);

    public static DirectoryInfo ToDirectoryInfo(this AbsolutePath path) => path == null ? null : new DirectoryInfo(path);

    public static AbsolutePath FindParent(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
        => path.NotNull().Parent is { } parent ? Ancestors(parent).FirstOrDefault(predicate) : null;

    public static AbsolutePath FindParentOrSelf(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
        => Ancestors(path.NotNull()).FirstOrDefault(predicate);

    internal static IEnumerable<AbsolutePath> Ancestors(AbsolutePath start)
    {
        for (var path = start; path != null; path = path.Parent)
            yield return path;
    }

    static IEnumerable<AbsolutePath> Select(IEnumerable<string> paths, FileAttributes attributes)
        => paths.Where(x => attributes == 0 || (File.GetAttributes(x) & attributes) == attributes)
            .OrderBy(x => x)
            .Select(AbsolutePath.Create);
}
