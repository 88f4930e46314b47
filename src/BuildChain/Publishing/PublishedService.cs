namespace BuildChain.Publishing;

/// <summary>A program that is published into a folder which becomes an image's build context.</summary>
/// <param name="Name">Also the name of its folder below the publish directory.</param>
/// <param name="Inputs">Files and folders it is made of, relative to the repository's root.</param>
public sealed record PublishedService(string Name, params IReadOnlyList<string> Inputs)
{
    /// <summary>
    /// Whether the publish directory holds the result of exactly these inputs, as it was published: a file that was removed, cut or
    /// exchanged since makes it stale.
    /// </summary>
    public bool IsCurrent(string root, string publishDirectory, params IEnumerable<string> extra)
    {
        try
        {
            return Directory.Exists(Path.Combine(publishDirectory, Name))
                && File.Exists(Stamp(publishDirectory))
                && File.ReadAllText(Stamp(publishDirectory)) == Content(Fingerprint(root, extra), publishDirectory);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // Another process publishes it at this moment.
        }
    }

    /// <summary>Forgets an earlier result: what is half published must not look finished.</summary>
    public void Begin(string publishDirectory) => File.Delete(Stamp(publishDirectory));

    /// <summary>Remembers that the publish directory holds the result of the inputs as <paramref name="fingerprint"/> has them.</summary>
    /// <param name="fingerprint">Taken before publishing began, so that a change made meanwhile is published the next time.</param>
    public void Complete(string publishDirectory, string fingerprint)
        => File.WriteAllText(Stamp(publishDirectory), Content(fingerprint, publishDirectory));

    /// <inheritdoc cref="InputFingerprint.Of"/>
    public string Fingerprint(string root, params IEnumerable<string> extra) => InputFingerprint.Of(root, Inputs, extra);

    string Content(string fingerprint, string publishDirectory) => $"{fingerprint}\n{InputFingerprint.Of(publishDirectory, [Name])}\n";

    string Stamp(string publishDirectory) => Path.Combine(publishDirectory, $".{Name}.inputs");
}
