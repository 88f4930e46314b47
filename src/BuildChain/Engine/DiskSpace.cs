using System.Globalization;

namespace BuildChain.Engine;

/// <summary>Free space where much is about to be written: programs that run out of it fail obscurely, and apt not at all, it waits.</summary>
static class DiskSpace
{
    /// <param name="purpose">What the space is for, as in "the private engine".</param>
    /// <exception cref="EngineException">There is less than <paramref name="needed"/> bytes.</exception>
    public static void Require(string directory, long needed, string purpose, string remedy)
    {
        if (Problem(directory, Free(directory), needed, purpose) is { } problem)
            throw new EngineException(problem, remedy);
    }

    /// <summary>Null when there is enough.</summary>
    public static string? Problem(string directory, long free, long needed, string purpose)
        => free >= needed ? null : $"Not enough space in {directory} for {purpose}: {Bytes(free)} are free, {Bytes(needed)} are needed.";

    /// <summary>Whether an error of any kind comes from a full disk; programs only say so in their output.</summary>
    public static bool RanOut(Exception error) => RanOut(error.Message) || error.InnerException is { } inner && RanOut(inner);

    public static bool RanOut(string text)
        => text.Contains("No space left on device", StringComparison.Ordinal)
           || text.Contains("enough free space in", StringComparison.Ordinal)
           || text.Contains("Disk quota exceeded", StringComparison.Ordinal);

    public static EngineException Full(string directory, long needed, string purpose, string remedy, Exception cause)
        => new(
            $"The disk is full: making {purpose} in {directory} needs {Bytes(needed)}, and now {Bytes(Free(directory))} are free.\n{cause.Message}",
            remedy, cause);

    /// <summary>Bytes this user can still write there.</summary>
    public static long Free(string directory) => new DriveInfo(directory).AvailableFreeSpace;

    public static string Bytes(long bytes)
        => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes ({bytes / 1e6:#,0} MB)");
}
