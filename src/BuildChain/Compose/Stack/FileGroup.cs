using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BuildChain.Compose;

/// <summary>Which group a file belongs to, which .NET does not tell.</summary>
static partial class FileGroup
{
    /// <summary>Symbolic links are followed. Null when the file is missing, and on systems other than Linux.</summary>
    public static uint? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        // struct statx is the same on every Linux architecture: the group is at 24.
        const int CurrentDirectory = -100;
        const uint Group = 0x10;
        Span<byte> buffer = stackalloc byte[256];
        return statx(CurrentDirectory, path, 0, Group, buffer) == 0 ? BinaryPrimitives.ReadUInt32LittleEndian(buffer[24..]) : null;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, Span<byte> buffer);
}
