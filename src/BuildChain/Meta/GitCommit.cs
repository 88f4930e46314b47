using System.Globalization;

namespace BuildChain.Meta;

/// <summary>A commit by its full hash and committer time.</summary>
public sealed record GitCommit(string Sha, DateTimeOffset Time)
{
    /// <summary>The first seven digits, whatever the repository's <c>core.abbrev</c>: the same on every clone.</summary>
    public string ShortSha => Sha[..7];

    /// <summary>ISO 8601 in UTC, to the second: <c>2025-01-31T12:00:00Z</c>.</summary>
    public string IsoTime => Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
