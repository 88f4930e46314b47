using System.Text;
using BuildChain.Cache;
using BuildChain.Locking;

namespace BuildChain.Functions.Generation;

/// <summary>A generated folder: compared with what it should be, made anew beside its place, and exchanged in one step.</summary>
/// <remarks>
/// Files are hard links to their sources where the file system and their modes allow it, else copies with the source's time. What stayed the
/// same is the same file afterwards; a time says nothing about that, since files that were made together share one. Modes are 0755 for folders and programs and 0644 for the rest, so that an image does not depend on the
/// umask of whoever cloned the sources.
/// </remarks>
/// <param name="folder">Where it stands.</param>
/// <param name="staging">Where it is made: beside it, on the same file system.</param>
sealed class StagedFolder(string folder, string staging)
{
    /// <summary>Whether the folder holds exactly this.</summary>
    public bool Holds(IReadOnlyList<TreeEntry> entries)
        => Directory.Exists(folder)
            && entries.All(entry => Is(Path.Combine(folder, entry.Path), entry))
            && Count(new DirectoryInfo(folder)) == entries.Count;

    // Links count and are not followed.
    static int Count(DirectoryInfo directory)
        => directory.EnumerateFileSystemInfos().Sum(item => 1 + (item is DirectoryInfo inner && inner.LinkTarget is null ? Count(inner) : 0));

    /// <summary>Whether a killed process left what it was making, or what it had replaced.</summary>
    public bool HasRemainders => Remainders.Any();

    public void RemoveRemainders()
    {
        foreach (var left in Remainders)
            Directory.Delete(left, recursive: true);
    }

    IEnumerable<string> Remainders => new[] { staging, FolderExchange.Old(folder) }.Where(Directory.Exists);

    /// <param name="entries">Folders before what is in them.</param>
    public void Replace(IReadOnlyList<TreeEntry> entries)
    {
        RemoveRemainders();
        MakeDirectory(staging);
        foreach (var entry in entries)
            Make(entry);
        FolderExchange.Put(staging, folder);
    }

    void Make(TreeEntry entry)
    {
        var (path, before) = (Path.Combine(staging, entry.Path), Path.Combine(folder, entry.Path));
        if (entry is TreeDirectory)
            MakeDirectory(path);
        else if (entry is TreeLink link)
            File.CreateSymbolicLink(path, link.Target);
        else if (Is(before, entry) && HardLink.TryCreate(before, path) == HardLinkResult.Linked)
            return;
        else if (entry is TreeText text)
            SetMode(path, Write(path, text.Text));
        else if (entry is TreeFile file)
            Copy(file, path, before);
    }

    static UnixFileMode Write(string path, string text)
    {
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return AtomicFile.Readable;
    }

    static void Copy(TreeFile file, string path, string before)
    {
        var source = new FileInfo(file.Source);
        var looksUnchanged = LooksLike(new FileInfo(before), source);
        // Neither a pipe nor a device has a length, and reading one might never end.
        if (source.Length == 0)
            Write(path, "");
        else if (!looksUnchanged && HasMode(source, file) && HardLink.TryCreate(file.Source, path) == HardLinkResult.Linked)
            return;
        else
            File.Copy(file.Source, path);
        SetMode(path, Mode(file));
        // BuildKit judges by size and time: with both as before, it would go on with what it has.
        File.SetLastWriteTimeUtc(path, looksUnchanged ? DateTime.UtcNow : source.LastWriteTimeUtc);
    }

    static bool LooksLike(FileInfo one, FileInfo other)
        => one.Exists && one.Length == other.Length && one.LastWriteTimeUtc == other.LastWriteTimeUtc;

    static bool Is(string path, TreeEntry entry)
    {
        var there = new FileInfo(path);
        if (entry is TreeDirectory)
            return Directory.Exists(path) && there.LinkTarget is null;
        if (entry is TreeLink link)
            return there.LinkTarget == link.Target;
        if (!there.Exists || there.LinkTarget is not null || !HasMode(there, entry))
            return false;
        return entry is TreeText text ? File.ReadAllText(path) == text.Text : IsCopy(path, ((TreeFile)entry).Source);
    }

    static bool IsCopy(string copy, string source)
        => FileIdentity.OfPath(copy) is { } one && FileIdentity.OfPath(source) is { } other && one.Length == other.Length
            && (one == other || one.Length == 0 || HaveOneContent(copy, source));

    static bool HaveOneContent(string one, string other)
    {
        const int BufferSize = 128 * 1024;
        using var left = new FileStream(one, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        using var right = new FileStream(other, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        var (a, b) = (new byte[BufferSize], new byte[BufferSize]);
        while (left.ReadAtLeast(a, BufferSize, throwOnEndOfStream: false) is var count and > 0)
        {
            if (right.ReadAtLeast(b, BufferSize, throwOnEndOfStream: false) != count || !a.AsSpan(0, count).SequenceEqual(b.AsSpan(0, count)))
                return false;
        }
        return true;
    }

    static UnixFileMode Mode(TreeEntry entry) => entry is TreeFile { Executable: true } ? AtomicFile.Executable : AtomicFile.Readable;

    static bool HasMode(FileInfo file, TreeEntry entry) => OperatingSystem.IsWindows() || file.UnixFileMode == Mode(entry);

    static void MakeDirectory(string path)
    {
        Directory.CreateDirectory(path);
        SetMode(path, AtomicFile.Executable);
    }

    static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
