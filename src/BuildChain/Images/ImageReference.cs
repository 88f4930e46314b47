using System.Text.RegularExpressions;

namespace BuildChain.Images;

/// <summary>An image reference, <c>[registry/]repository[:tag][@digest]</c>: the single place where one is made or taken apart.</summary>
/// <param name="Registry">Host with optional port, no '/'; empty when the reference names none.</param>
/// <param name="Repository">Lower-case path without registry, tag or digest.</param>
/// <param name="Tag">Null when the reference has none (Docker then means <c>latest</c>).</param>
/// <param name="Digest"><c>sha256:…</c>, null when the reference has none.</param>
public sealed partial record ImageReference(string Registry, string Repository, string? Tag = null, string? Digest = null)
{
    /// <summary>The reference of one of the chain's own images: <c>&lt;registry&gt;&lt;repository&gt;:&lt;tag&gt;</c>.</summary>
    public static ImageReference Of(Registry registry, string repository, ImageTag tag) => Parse($"{registry.Prefix}{repository}:{tag}");

    /// <summary>
    /// Takes a reference apart by Docker's rule: the first path component is a registry when it has a '.' or ':' or is <c>localhost</c>.
    /// Nothing is added: <c>debian</c> has no registry, no <c>library/</c> and no tag.
    /// </summary>
    /// <exception cref="BuildChainException">Not a reference; names the part that is wrong.</exception>
    public static ImageReference Parse(string text)
        => TryParse(text, out var fault) ?? throw new BuildChainException(
            $"'{text}' is not an image reference: {fault}.", $"The form is [registry/]repository[:tag], for example 127.0.0.1:5010/{BrandNames.Slug}-gateway-docker:latest");

    public static ImageReference? TryParse(string text) => TryParse(text, out _);

    /// <summary>As written in a Dockerfile or a command.</summary>
    public override string ToString()
        => (Registry.Length == 0 ? "" : Registry + "/") + Repository + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>Registry and repository, without tag and digest.</summary>
    public string Name => (this with { Tag = null, Digest = null }).ToString();

    static ImageReference? TryParse(string text, out string? fault)
    {
        var (rest, digest) = SplitAt(text, '@');
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : rest[..slash];
        var registry = first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" ? first : "";
        var (repository, tag) = SplitAt(registry.Length == 0 ? rest : rest[(slash + 1)..], ':');

        fault = repository.Length == 0 ? "the repository is empty"
            : !RepositoryForm().IsMatch(repository) ? RepositoryFault(repository)
            : tag is not null && !ImageTag.IsLegal(tag) ? $"'{tag}' is not a tag ({ImageTag.Rule})"
            : digest is not null && !DigestForm().IsMatch(digest) ? $"'{digest}' is not a digest (sha256: and 64 hexadecimal digits)"
            : null;
        return fault is null ? new ImageReference(registry, repository, tag, digest) : null;
    }

    static string RepositoryFault(string repository)
        => repository.Contains("${", StringComparison.Ordinal) ? $"'{repository}' contains '${{', a template that was not filled in"
            : repository.Any(char.IsUpper) ? $"repository '{repository}' has upper-case letters; it would be '{repository.ToLowerInvariant()}'"
            : $"repository '{repository}' may have a-z 0-9 and single separators . _ - / between them";

    static (string Head, string? Tail) SplitAt(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DigestForm();
}
