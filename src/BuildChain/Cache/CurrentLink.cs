using System.Runtime.InteropServices;

namespace BuildChain.Cache;

/// <summary>What stands where the link of a target should be.</summary>
/// <param name="Id">The snapshot the link names; null without a link of the store's own.</param>
/// <param name="Obstacle">What stands there instead, in words; null for nothing or a proper link.</param>
readonly record struct LinkState(string? Id, string? Obstacle);

/// <summary>The link from <c>group/target</c> to the current snapshot: read, switched, removed.</summary>
static partial class CurrentLink
{
    public static LinkState Read(StorePaths paths, CacheTarget target)
    {
        var entry = new FileInfo(paths.Link(target));
        if (entry.LinkTarget is { } text)
        {
            var id = Path.GetFileName(text);
            return text == StorePaths.LinkText(target, id) || text == paths.Snapshot(target, id)
                ? new LinkState(id, null)
                : new LinkState(null, $"{entry.FullName} is a link to {text}");
        }

        return entry.Exists ? new LinkState(null, $"{entry.FullName} is a file, not a link")
            : Directory.Exists(entry.FullName) ? new LinkState(null, $"{entry.FullName} is a directory, not a link")
            : default;
    }

    /// <summary>Makes the link name <paramref name="id"/>: who looks sees the old or the new one (on Windows, for a moment, none).</summary>
    public static void Switch(StorePaths paths, CacheTarget target, string id, Action<string>? onStep)
    {
        var link = paths.Link(target);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        var next = Next(link);
        Delete(next);
        Create(next, paths, target, id);
        onStep?.Invoke("link-made");
        if (OperatingSystem.IsWindows())
        {
            Delete(link);
            Directory.Move(next, link);
        }
        else if (rename(next, link) != 0)
        {
            throw new IOException($"Cannot switch {link}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>Where a link is made before it gets its name. One name, so that a killed switch leaves one at most.</summary>
    public static string Next(string link) => Path.Combine(Path.GetDirectoryName(link)!, $".{Path.GetFileName(link)}.next");

    /// <summary>Removes a link, never what it names.</summary>
    public static void Delete(string link)
    {
        if (new FileInfo(link).LinkTarget is null)
            return;

        if (OperatingSystem.IsWindows())
            Directory.Delete(link);
        else
            File.Delete(link);
    }

    static void Create(string link, StorePaths paths, CacheTarget target, string id)
    {
        try
        {
            Directory.CreateSymbolicLink(link, StorePaths.LinkText(target, id));
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            // Symbolic links need a privilege there, junctions do not.
            var request = new Processes.ProcessRequest("cmd", "/c", "mklink", "/J", link, paths.Snapshot(target, id));
            Processes.ProcessRunner.RunAsync(request).GetAwaiter().GetResult();
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);
}
