using System.Globalization;

namespace BuildChain.Engine.Roots;

/// <summary>
/// Where a root image is put together: dpkg waits for the disk at every step, so shared memory takes half the time.
/// </summary>
static class WorkPlace
{
    const string SharedMemory = "/dev/shm";
    const long Needed = 1_000_000_000;

    public static string Choose()
        => File.Exists("/proc/mounts") && AllowsPrograms(File.ReadLines("/proc/mounts")) && Available() > 3 * Needed
           && new DriveInfo(SharedMemory).AvailableFreeSpace > Needed
            ? SharedMemory
            : Path.GetTempPath();

    // Containers often mount it so that nothing on it can be run.
    internal static bool AllowsPrograms(IEnumerable<string> mounts)
        => mounts.Select(line => line.Split(' ')).LastOrDefault(fields => fields.Length > 3 && fields[1] == SharedMemory) is { } mount
           && mount[2] == "tmpfs" && !mount[3].Split(',').Contains("noexec") && mount[3].Split(',').Contains("rw");

    static long Available()
        => File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)) is { } line
           && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : 0;
}
