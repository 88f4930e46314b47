using System.Security.Cryptography;

namespace BuildChain.Bake;

/// <summary>
/// Copies of local build contexts with times after the commit's: a <c>COPY</c> keeps a file's time, which is that of a checkout or a compilation,
/// and the exporter moves back to the commit's what is younger, and nothing else.
/// </summary>
/// <remarks>
/// The times are by content: BuildKit takes a file of the same name, size and time for the one that it got before, also from another context
/// of the same name.
/// </remarks>
sealed class FixedContexts
{
    readonly Dictionary<string, string> copies = new(StringComparer.Ordinal);

    FixedContexts()
    {
    }

    /// <summary>No copies: contexts are read where they are.</summary>
    public static FixedContexts None { get; } = new();

    /// <param name="folder">Where the copies go, relative to the root.</param>
    /// <param name="time">The commit's. Folders are given just this, files one within the hour after it.</param>
    public static FixedContexts Of(BakePlan plan, string folder, DateTimeOffset time)
    {
        var contexts = new FixedContexts();
        foreach (var location in plan.Targets.SelectMany(t => t.Contexts).Where(c => c.IsLocal).Select(c => c.Location).Distinct(StringComparer.Ordinal))
        {
            var copy = $"{folder}/{contexts.copies.Count}";
            Copy(new DirectoryInfo(Path.Combine(plan.Request.Root, location)), Path.Combine(plan.Request.Root, copy), time.UtcDateTime);
            contexts.copies.Add(location, copy);
        }
        return contexts;
    }

    /// <summary>What replaces the target's own main context; null for nothing.</summary>
    public string? Main(PlannedTarget target) => Named(target).GetValueOrDefault("");

    /// <summary>The Dockerfile seen from the copy of the main context; null where both are where they were.</summary>
    public string? Dockerfile(string root, PlannedTarget target)
        => target.Dockerfile is { } file && Main(target) is { } copy
            ? Path.GetRelativePath(Path.Combine(root, copy), Path.Combine(root, file)).Replace('\\', '/')
            : null;

    /// <summary>The copies by the contexts' names.</summary>
    public IReadOnlyDictionary<string, string> Named(PlannedTarget target)
        => target.Contexts.Where(c => c.IsLocal && copies.ContainsKey(c.Location)).ToDictionary(c => c.Name, c => copies[c.Location], StringComparer.Ordinal);

    static void Copy(DirectoryInfo from, string to, DateTime time)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos().Where(entry => entry.Name is not (".git" or BrandNames.Folder)))
        {
            var copy = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(copy, target);
            }
            else if (entry is DirectoryInfo directory)
            {
                Copy(directory, copy, time);
            }
            else
            {
                File.Copy(entry.FullName, copy);
                File.SetLastWriteTimeUtc(copy, time + ByContent(copy));
            }
        }
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, from.UnixFileMode);
        Directory.SetLastWriteTimeUtc(to, time);
    }

    static TimeSpan ByContent(string file)
    {
        using var content = File.OpenRead(file);
        return TimeSpan.FromTicks(1 + (long)(BitConverter.ToUInt64(SHA256.HashData(content)) % TimeSpan.TicksPerHour));
    }
}
