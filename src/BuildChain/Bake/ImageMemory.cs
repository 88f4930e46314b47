namespace BuildChain.Bake;

/// <summary>
/// Remembers which image each bake target last gave under each tag, in <c>.esb/bake/images/&lt;target&gt;/</c>: the same configuration digest
/// again means that nothing was rebuilt, which costs neither a process nor a question to the engine.
/// </summary>
/// <remarks>
/// A rebuilt layer has a new time in the image configuration, and so gives the configuration a new digest. What is remembered need not be
/// right about the engine (its images may be gone): equal digests are equal images, and anything else is looked up in the build history.
/// </remarks>
static class ImageMemory
{
    const string Parent = $"{BrandNames.Folder}/bake/images";
    const int KeptTags = 20;

    public static bool IsKnown(string root, BakeTarget target, string digest)
        => File.Exists(PathOf(root, target)) && File.ReadAllText(PathOf(root, target)) == digest;

    public static void Remember(string root, BakeTarget target, string digest)
    {
        var file = PathOf(root, target);
        var directory = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, digest);
        foreach (var old in directory.EnumerateFiles().OrderByDescending(f => f.LastWriteTimeUtc).Skip(KeptTags))
            old.Delete();
    }

    static string PathOf(string root, BakeTarget target)
        => Path.Combine(root, Parent, target.Name, string.Concat((target.Tags is [var tag, ..] ? tag : "untagged").Select(c => c is '/' or ':' ? '_' : c)));
}
