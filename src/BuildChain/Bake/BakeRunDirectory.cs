using System.Globalization;

namespace BuildChain.Bake;

/// <summary>
/// The files of one bake, <c>.esb/bake/&lt;run&gt;/</c>: a bake that succeeds removes them, those of a failed one stay for a day so that
/// its command can be repeated.
/// </summary>
sealed class BakeRunDirectory
{
    const string Parent = $"{BrandNames.Folder}/bake";
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    readonly string root;

    BakeRunDirectory(string root, string name) => (this.root, Name) = (root, name);

    /// <summary>Unique on this machine.</summary>
    public string Name { get; }

    /// <summary>Relative to the root, with '/' between.</summary>
    public string OverrideFile => $"{Parent}/{Name}/override.json";

    public string MetadataFile => $"{Parent}/{Name}/metadata.json";

    /// <summary>Copies of build contexts, and images on their way into the engine.</summary>
    public string ContextsFolder => $"{Parent}/{Name}/contexts";

    public string ImagesFolder => $"{Parent}/{Name}/images";

    public static BakeRunDirectory Create(string root)
    {
        var now = DateTime.UtcNow;
        RemoveOld(Path.Combine(root, Parent), now);
        var unique = Guid.NewGuid().ToString("N")[..6];
        var name = $"run-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{unique}";
        Directory.CreateDirectory(Path.Combine(root, Parent, name));
        return new BakeRunDirectory(root, name);
    }

    /// <summary>Also where it is gone already.</summary>
    public void Remove()
    {
        var path = Path.Combine(root, Parent, Name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    static void RemoveOld(string parent, DateTime now)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var old in new DirectoryInfo(parent).EnumerateDirectories("run-*").Where(d => now - d.LastWriteTimeUtc > Kept))
        {
            try
            {
                old.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another bake is removing it, or it is another user's.
            }
        }
    }
}
