using BuildChain.Engine;

namespace BuildChain.Publishing;

/// <summary>A program that is published into a folder which becomes an image's build context.</summary>
/// <param name="Name">Also the name of its folder below the publish directory.</param>
/// <param name="Inputs">Files and folders it is made of, relative to the repository's root.</param>
public sealed record PublishedService(string Name, params IReadOnlyList<string> Inputs)
{
    /// <summary>Bytes that a published service takes, a little more than it does.</summary>
    const long Space = 36_000_000;

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

    /// <summary>Whether what is about to be published has room; the compiler itself finds out only after minutes.</summary>
    /// <exception cref="BuildChainException">It has not: how much is free and how much is needed.</exception>
    public static void EnsureSpace(string publishDirectory, IReadOnlyCollection<PublishedService> services)
    {
        // What is there is replaced.
        var needed = services.Sum(service => Math.Max(0, Space - Size(Path.Combine(publishDirectory, service.Name))));
        if (DiskSpace.Problem(publishDirectory, DiskSpace.Free(publishDirectory), needed, "the services") is { } problem)
            throw new BuildChainException(problem, "Make room there (df -h shows how much there is), and run the command again.");
    }

    static long Size(string folder)
        => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

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
