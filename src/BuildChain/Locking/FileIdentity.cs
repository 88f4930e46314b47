using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BuildChain.Locking;

/// <summary>Which file a path or a handle means: equal for two names of one file (hard links). Symbolic links are not followed.</summary>
/// <param name="Links">How many names the file has.</param>
/// <param name="Length">Its size in bytes.</param>
[StructLayout(LayoutKind.Auto)]
readonly partial record struct FileIdentity(ulong Device, ulong Inode, uint Links, long Length)
{
    public bool Equals(FileIdentity other) => Device == other.Device && Inode == other.Inode;

    public override int GetHashCode() => HashCode.Combine(Device, Inode);

    /// <summary>Null when nothing is there (or nothing that can be asked).</summary>
    public static FileIdentity? OfPath(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return OfWindows(handle);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }

        Span<byte> buffer = stackalloc byte[256];
        const int CurrentDirectory = -100, NoFollow = 0x100;
        return OperatingSystem.IsMacOS()
            ? MacResult(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? lstat(path, buffer) : lstat_x64(path, buffer), buffer)
            : LinuxResult(statx(CurrentDirectory, path, NoFollow, Wanted, buffer), buffer);
    }

    public static FileIdentity? Of(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
            return OfWindows(handle);

        Span<byte> buffer = stackalloc byte[256];
        const int EmptyPath = 0x1000;
        return OperatingSystem.IsMacOS()
            ? MacResult(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? fstat(handle, buffer) : fstat_x64(handle, buffer), buffer)
            : LinuxResult(statx(handle, "", EmptyPath, Wanted, buffer), buffer);
    }

    // struct statx is the same on every Linux architecture: links at 16, inode at 32, size at 40, device at 136.
    const uint Wanted = 0x4 | 0x100 | 0x200;

    static FileIdentity? LinuxResult(int result, ReadOnlySpan<byte> s)
        => result != 0 ? null : new(UInt64(s, 136), UInt64(s, 32), UInt32(s, 16), (long)UInt64(s, 40));

    // struct stat with 64-bit inodes: device at 0, links at 6, inode at 8, size at 96.
    static FileIdentity? MacResult(int result, ReadOnlySpan<byte> s)
        => result != 0 ? null : new(UInt32(s, 0), UInt64(s, 8), BinaryPrimitives.ReadUInt16LittleEndian(s[6..]), (long)UInt64(s, 96));

    static FileIdentity? OfWindows(SafeFileHandle handle)
    {
        // BY_HANDLE_FILE_INFORMATION: volume at 28, size at 32 (high, low), links at 40, index at 44 (high, low).
        Span<byte> s = stackalloc byte[52];
        return GetFileInformationByHandle(handle, s)
            ? new(UInt32(s, 28), HighLow(s, 44), UInt32(s, 40), (long)HighLow(s, 32))
            : null;
    }

    static ulong UInt64(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    static uint UInt32(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);

    static ulong HighLow(ReadOnlySpan<byte> s, int at) => ((ulong)UInt32(s, at) << 32) | UInt32(s, at + 4);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle directory, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lstat(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lstat_x64(string path, Span<byte> buffer);

    [LibraryImport("libc")]
    private static partial int fstat(SafeFileHandle file, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64")]
    private static partial int fstat_x64(SafeFileHandle file, Span<byte> buffer);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, Span<byte> information);
}
