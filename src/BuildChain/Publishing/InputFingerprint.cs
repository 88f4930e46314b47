using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BuildChain.Publishing;

/// <summary>
/// Tells whether files changed without reading them: name, size and modification time of each, as make and git's index do.
/// A change that keeps all three is not seen.
/// </summary>
public static class InputFingerprint
{
    static readonly HashSet<string> Outputs = new(["bin", "obj"], StringComparer.Ordinal);

    /// <summary>Hexadecimal SHA-256 over the files below the paths; <c>bin</c> and <c>obj</c> folders are left out, missing paths count as such.</summary>
    /// <param name="root">Names are taken relative to it, so that a moved checkout keeps its fingerprints.</param>
    /// <param name="extra">Anything else the result depends on, such as a version or an option.</param>
    public static string Of(string root, IEnumerable<string> paths, params IEnumerable<string> extra)
        => Hash(paths.SelectMany(path => Lines(root, path)).Order(StringComparer.Ordinal).Concat(extra));

    /// <summary>The same without leaving anything out, and with permissions and links: all that buildx compares before it sends a file.</summary>
    public static string OfAll(string root, IEnumerable<string> paths, params IEnumerable<string> extra)
        => Hash(paths.SelectMany(path => AllLines(root, path)).Order(StringComparer.Ordinal).Concat(extra));

    static string Hash(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static IEnumerable<string> AllLines(string root, string path)
    {
        var full = Path.Combine(root, path);
        var directory = new DirectoryInfo(full);
        IEnumerable<FileSystemInfo> entries = directory.Exists
            ? directory.EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
            : new FileInfo(full) is { Exists: true } file ? [file] : [];
        return entries.Select(entry => AnyLine(root, entry)).Prepend($"{path} {directory.Exists}");
    }

    // A directory's own time changes with its entries, which are here themselves.
    static string AnyLine(string root, FileSystemInfo entry)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetRelativePath(root, entry.FullName)} {(int)entry.UnixFileMode} {entry.LinkTarget} {(entry is FileInfo file && entry.LinkTarget is null ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "")}");

    static IEnumerable<string> Lines(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (file.Exists)
            return [Line(root, file)];
        var directory = new DirectoryInfo(file.FullName);
        return directory.Exists ? Files(directory).Select(f => Line(root, f)) : [$"{path} is missing"];
    }

    // A link to a folder is not followed: it may lead around in circles.
    static IEnumerable<FileInfo> Files(DirectoryInfo directory)
        => directory.EnumerateFiles().Concat(directory.EnumerateDirectories().Where(d => !Outputs.Contains(d.Name) && d.LinkTarget is null).SelectMany(Files));

    static string Line(string root, FileInfo file)
        => string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, file.FullName)} {file.Length} {file.LastWriteTimeUtc.Ticks}");
}
