namespace BuildChain;

/// <summary>Finds out before a build begins whether it can write where it has to, instead of in the middle of it.</summary>
public static class WritablePlace
{
    /// <summary>What is there of these directories is none of something else.</summary>
    /// <exception cref="BuildChainException">One of them is a file, or a link that leads nowhere.</exception>
    public static void CheckDirectories(string parent, IEnumerable<string> names)
    {
        foreach (var name in names)
            CheckIsDirectory(Path.Combine(parent, name));
    }

    static void CheckIsDirectory(string directory)
    {
        if (Directory.Exists(directory) || new FileInfo(directory) is not { Exists: true } file)
            return;
        throw file.LinkTarget is { } target && !File.Exists(target = Path.GetFullPath(target, Path.GetDirectoryName(directory)!))
            ? new BuildChainException($"{directory} is a link to {target}, which does not exist; the build keeps its state there.", $"Make the directory: mkdir -p {target}")
            : new BuildChainException($"{directory} is a file; the build keeps its state in a directory of that name.", $"Move it away: mv {directory} {directory}.away");
    }

    /// <summary>Creates nothing that stays: a directory that is not there yet is judged by its parent.</summary>
    /// <exception cref="BuildChainException">Nothing can be written there; says why.</exception>
    public static void Check(string directory)
    {
        CheckIsDirectory(directory);
        var place = Directory.Exists(directory) ? directory : Path.GetDirectoryName(directory)!;
        var probe = Path.Combine(place, $".writable-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, "x");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildChainException(
                $"Cannot write to {place}, where the build keeps its state: {e.Message}", $"Make it writable for {Environment.UserName}, and free space if its disk is full.", e);
        }
    }
}
