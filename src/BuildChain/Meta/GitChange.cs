using System.Security.Cryptography;
using System.Text;

namespace BuildChain.Meta;

/// <summary>Tells uncommitted states of one working tree apart.</summary>
public static class GitChange
{
    /// <summary>
    /// Eight hexadecimal digits over the difference to HEAD and over untracked files: the same on every clone with the same changes.
    /// Null for a clean tree, and where git cannot tell.
    /// </summary>
    public static async Task<string?> FingerprintAsync(string root, GitFacts facts, CancellationToken cancellationToken = default)
    {
        if (!facts.IsDirty || facts.Head is null)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var diff = await GitFacts.GitAsync(
            root, ["diff", "HEAD", "--binary", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--", "."], cancellationToken);
        hash.AppendData(Encoding.UTF8.GetBytes(diff.Output));
        var untracked = await GitFacts.GitAsync(root, ["ls-files", "--others", "--exclude-standard", "-z", "--", "."], cancellationToken);
        foreach (var file in untracked.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{file}\0"));
            hash.AppendData(await ContentAsync(Path.Combine(root, file), cancellationToken));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    // A file that goes while it is looked at is a state of the tree like any other.
    static async Task<byte[]> ContentAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).LinkTarget is { } target ? Encoding.UTF8.GetBytes(target) : await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
