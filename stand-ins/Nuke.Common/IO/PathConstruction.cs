using Nuke.Common.Utilities;

namespace Nuke.Common.IO;

/// <summary>Text operations on Unix (<c>/a</c>), Windows (<c>C:\a</c>) and UNC (<c>\\server\a</c>) paths, whatever the running system is.</summary>
public static class PathConstruction
{
    internal const char WinSeparator = '\\';
    internal const char UnixSeparator = '/';

    internal static readonly char[] AllSeparators = [WinSeparator, UnixSeparator];

    enum RootKind
    {
        None,
        Unix,
        Windows,
        Unc,
    }

    public static bool HasPathRoot(string path) => GetPathRoot(path) != null;

    /// <summary><c>/</c>, <c>C:</c>, <c>\\server</c>, or null for a relative path.</summary>
    public static string GetPathRoot(string path)
        => Classify(path) switch
        {
            RootKind.Unix => path[..1],
            RootKind.Windows => path[..2],
            RootKind.Unc when path.IndexOf(WinSeparator, 2) is var end and > 0 => path[..end],
            RootKind.Unc => path,
            _ => null,
        };

    /// <summary>Joins without resolving <c>..</c>.</summary>
    public static string Combine(string left, string right, char? separator = null)
    {
        left = TrimSeparators(left);
        right = TrimSeparators(right);
        Assert.True(!HasPathRoot(right), "Second path must not be rooted");

        if (string.IsNullOrWhiteSpace(left))
            return right;
        AssertSeparator(left, separator);
        if (string.IsNullOrWhiteSpace(right))
            return IsWindowsRoot(left) ? left + WinSeparator : left;
        return left == "/" ? left + right : $"{left}{separator ?? SeparatorOf(left)}{right}";
    }

    /// <summary>Resolves <c>.</c> and <c>..</c>, unifies separators, drops a trailing one.</summary>
    public static string NormalizePath(string path, char? separator = null)
    {
        path ??= string.Empty;
        AssertSeparator(path, separator);
        var root = GetPathRoot(path);
        var parts = new List<string>();
        foreach (var part in path[(root?.Length ?? 0)..].Split(AllSeparators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;

            var below = parts.Count > 0 && parts[^1] != "..";
            if (part == ".." && below)
            {
                parts.RemoveAt(parts.Count - 1);
                continue;
            }

            if (part == ".." && root != null)
                throw new ArgumentException($"Cannot normalize '{path}' beyond path root");
            parts.Add(part);
        }

        return Combine(root, string.Join(separator ?? SeparatorOf(path), parts), separator);
    }

    public static string GetRelativePath(string basePath, string destinationPath)
    {
        basePath = NormalizePath(basePath);
        destinationPath = NormalizePath(destinationPath);
        var separator = SeparatorOf(basePath);
        Assert.True(separator == SeparatorOf(destinationPath), "Separators do not match");

        var from = basePath.Split(separator, StringSplitOptions.RemoveEmptyEntries);
        var to = destinationPath.Split(separator, StringSplitOptions.RemoveEmptyEntries);
        var shared = from.Zip(to).TakeWhile(pair => pair.First.EqualsOrdinalIgnoreCase(pair.Second)).Count();
        return string.Join(separator, Enumerable.Repeat("..", from.Length - shared).Concat(to.Skip(shared)));
    }

    public static UnixRelativePath GetUnixRelativePath(string basePath, string destinationPath)
        => (UnixRelativePath)GetRelativePath(basePath, destinationPath);

    public static RelativePath GetRelativePathTo(this AbsolutePath basePath, string destinationPath)
        => (RelativePath)GetRelativePath(basePath, destinationPath);

    public static UnixRelativePath GetUnixRelativePathTo(this AbsolutePath basePath, string destinationPath)
        => GetUnixRelativePath(basePath, destinationPath);

    public static UnixRelativePath ToUnixRelativePath(this RelativePath path) => (UnixRelativePath)(string)path;

    /// <summary>Whether the destination is the base itself or below it.</summary>
    public static bool IsDescendantPath(string basePath, string destinationPath)
    {
        var from = NormalizePath(basePath).Split(AllSeparators);
        var to = NormalizePath(destinationPath).Split(AllSeparators);
        return to.Length >= from.Length && from.SequenceEqual(to.Take(from.Length));
    }

    public static bool Contains(this AbsolutePath basePath, string destinationPath) => IsDescendantPath(basePath, destinationPath);

    internal static bool IsRoot(string path) => path != null && TrimSeparators(path) == GetPathRoot(path);

    internal static bool HasWindowsRoot(string path) => Classify(path) == RootKind.Windows;

    static bool IsWindowsRoot(string path) => path.Length == 2 && HasWindowsRoot(path);

    static RootKind Classify(string path)
        => path switch
        {
            null or "" => RootKind.None,
            ['/', ..] => RootKind.Unix,
            [var drive, ':', ..] when char.IsLetter(drive) => RootKind.Windows,
            ['\\', '\\', var server, ..] when char.IsLetterOrDigit(server) => RootKind.Unc,
            _ => RootKind.None,
        };

    static char SeparatorOf(string path)
        => Classify(path) switch
        {
            RootKind.Unix => UnixSeparator,
            RootKind.Windows or RootKind.Unc => WinSeparator,
            _ => Path.DirectorySeparatorChar,
        };

    static void AssertSeparator(string path, char? separator)
    {
        if (separator != null && HasPathRoot(path) && separator != SeparatorOf(path))
            throw new ArgumentException($"For path '{path}' the separator must be '{SeparatorOf(path)}'");
    }

    static string TrimSeparators(string path) => path is null or "/" ? path : path.TrimEnd(AllSeparators);
}
