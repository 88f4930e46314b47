namespace BuildChain.Meta;

/// <summary>Writes the version files that the bake target <c>meta</c> packs.</summary>
public static class MetaStage
{
    public const string FileName = "version.json";

    /// <summary>
    /// Writes <c>version.json</c> and <c>&lt;target&gt;/version.json</c> below the directory and removes what belongs to no target.
    /// A file whose content is right keeps its time stamp; each file is replaced in one step, so a concurrent build reads the old or the new one.
    /// </summary>
    /// <returns>The paths written, relative to the directory, in order; empty when everything was up to date.</returns>
    public static IReadOnlyList<string> Write(string directory, VersionStamp repository, IReadOnlyDictionary<string, VersionStamp> images)
    {
        Directory.CreateDirectory(directory);
        foreach (var stale in Directory.EnumerateDirectories(directory).Where(d => !images.ContainsKey(Path.GetFileName(d))))
            Directory.Delete(stale, recursive: true);

        var files = images.Select(i => (Path: $"{i.Key}/{FileName}", Stamp: i.Value)).Append((Path: FileName, Stamp: repository));
        return [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)
            .Where(f => WriteIfDifferent(Path.Combine(directory, f.Path), f.Stamp.ToJson(), besides: directory))
            .Select(f => f.Path)];
    }

    static bool WriteIfDifferent(string file, byte[] content, string besides)
    {
        if (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Beside the directory, not in it: what a killed process leaves must not be packed into the image.
        var temporary = $"{Path.TrimEndingDirectorySeparator(besides)}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, file, overwrite: true);
        return true;
    }
}
