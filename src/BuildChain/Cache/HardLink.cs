using System.Runtime.InteropServices;

namespace BuildChain.Cache;

enum HardLinkResult
{
    Linked,

    /// <summary>The new name is taken.</summary>
    Exists,

    /// <summary>The file to link is gone.</summary>
    Missing,

    /// <summary>The file system, the device border or the file's number of links does not allow it.</summary>
    Unsupported,
}

/// <summary>A second name for a file. .NET has no call for it.</summary>
static partial class HardLink
{
    /// <exception cref="IOException">Any failure that a copy would meet as well: a full disk, a missing permission.</exception>
    public static HardLinkResult TryCreate(string file, string name)
    {
        var done = OperatingSystem.IsWindows() ? CreateHardLink(name, file, 0) : link(file, name) == 0;
        var error = done ? 0 : Marshal.GetLastPInvokeError();
        return (error, OperatingSystem.IsWindows()) switch
        {
            (0, _) => HardLinkResult.Linked,
            (17, false) or (80 or 183, true) => HardLinkResult.Exists,
            (2, false) or (2 or 3, true) => HardLinkResult.Missing,
            (_, true) => HardLinkResult.Unsupported,
            (1 or 18 or 31 or 38 or 45 or 95, false) => HardLinkResult.Unsupported, // EPERM EXDEV EMLINK ENOSYS ENOTSUP (macOS, Linux)
            _ => throw new IOException($"Cannot link {name} to {file}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string file, string name);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string file, nint security);
}
