namespace BuildChain;

/// <summary>Files that are there in full or not at all: written beside their place, then renamed into it.</summary>
static class AtomicFile
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode GroupReadable = Private | UnixFileMode.GroupRead;
    public const UnixFileMode Readable = GroupReadable | UnixFileMode.OtherRead;
    public const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="mode">Permissions from the first byte on; ignored on Windows.</param>
    public static void Write(string path, string text, UnixFileMode mode = Readable)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            using (var writer = new StreamWriter(temporary, options))
                writer.Write(text);
            // The create mode is subject to the umask; this is not.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, mode);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
