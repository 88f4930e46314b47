namespace Esb.RuntimeNode;

/// <summary>The socket of the node's API.</summary>
static class NodeSocket
{
    const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Makes its folder, and removes a socket that an earlier run left there; returns the path.</summary>
    public static string Ready(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        return path;
    }

    /// <summary>Lets the agent in, which is no root: whoever has the volume may ask.</summary>
    public static void Open(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Everyone);
    }
}
