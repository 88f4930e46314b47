using BuildChain;
using Microsoft.Extensions.Logging;

namespace Esb.Provisioner;

/// <summary>
/// The folder that the gateway and the agent watch. A file in it is there in full or not at all, and keeps its time when nothing changed,
/// so that nobody reloads for nothing.
/// </summary>
static class RuntimeDirectory
{
    /// <summary>Writes what differs; throws <see cref="ProvisioningException"/> when the folder cannot be written.</summary>
    public static void Write(string directory, IReadOnlyList<(string Name, string Text)> files, ILogger log)
    {
        try
        {
            Directory.CreateDirectory(directory);
            RemoveLeftovers(directory);
            foreach (var (name, text) in files)
            {
                var path = Path.Combine(directory, name);
                var holds = Holds(path, text);
                if (!holds)
                    AtomicFile.Write(path, text);
                log.LogInformation("{File} {Outcome}", path, holds ? "unchanged" : "written");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(
                $"the runtime configuration cannot be written to {directory} as {Environment.UserName}: {e.Message.TrimEnd('.')}. "
                + "The volume mounted at CONFIG_DIR must be writable for this user and have room", e);
        }
    }

    static bool Holds(string path, string text) => File.Exists(path) && IsReadable(path) && File.ReadAllText(path) == text;

    // The gateway and the agent may run as other users than this one.
    static bool IsReadable(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AtomicFile.Readable) == AtomicFile.Readable;

    // One provisioner runs at a time; what lies beside the files is of one that was killed.
    static void RemoveLeftovers(string directory)
    {
        foreach (var leftover in Directory.EnumerateFiles(directory, "*.yml.*.tmp"))
            File.Delete(leftover);
    }
}
