using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace BuildChain.Cache;

/// <summary>A blob that a layout refers to.</summary>
/// <param name="Digest"><c>sha256:</c> (or <c>sha512:</c>) and hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
public sealed record OciBlob(string Digest, long Size)
{
    /// <summary><c>blobs/sha256/…</c> below the layout's directory.</summary>
    public string RelativePath => Path.Combine("blobs", Digest[..Digest.IndexOf(':', StringComparison.Ordinal)], FileName);

    public string FileName => Digest[(Digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

/// <summary>
/// An OCI image layout as BuildKit's <c>type=local</c> exporter writes it, followed from index.json over its manifests to
/// configs and layers.
/// </summary>
/// <remarks>
/// BuildKit writes one manifest, tagged <c>latest</c>: with <c>image-manifest=true</c> (the default since 0.21) an image manifest
/// whose config is <c>application/vnd.buildkit.cacheconfig.v0</c>, before that an index that lists layers and config alike. Both
/// are descriptors under <c>manifests</c>, <c>config</c> and <c>layers</c>, so one walk serves.
/// </remarks>
/// <param name="ManifestDigest">The manifest tagged <c>latest</c>, else the last one; null when the index names none.</param>
/// <param name="Blobs">All blobs referred to, each once, whether they are there or not.</param>
/// <param name="Problems">What is missing or wrong, one phrase each; empty for a complete, valid layout.</param>
public sealed partial record OciLayout(
    string Directory, string? ManifestDigest, IReadOnlyList<OciBlob> Blobs, IReadOnlyList<string> Problems)
{
    public bool IsValid => Problems.Count == 0;

    /// <summary>The sum of all blobs' sizes.</summary>
    public long Bytes => Blobs.Sum(blob => blob.Size);

    /// <summary>Reads the index and the manifests (comparing their digests) and asks for every other blob's size.</summary>
    /// <param name="digests">Also compare every other blob with its digest.</param>
    public static OciLayout Check(string directory, bool digests = false, CancellationToken cancellationToken = default)
    {
        var walk = new Walk(directory, digests, cancellationToken);
        var manifest = walk.Start();
        return new OciLayout(directory, manifest, [.. walk.Blobs.Values], walk.Problems);
    }

    /// <summary>Whether the content has the digest.</summary>
    internal static bool HasDigest(Stream content, string digest)
        => digest == (digest.StartsWith("sha512:", StringComparison.Ordinal)
            ? "sha512:" + Convert.ToHexStringLower(SHA512.HashData(content))
            : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));

    const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex("^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digests();
}
