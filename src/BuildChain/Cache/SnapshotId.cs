using System.Globalization;
using System.Security.Cryptography;

namespace BuildChain.Cache;

/// <summary>
/// Names of snapshot directories, as <c>20260301T1015300000000Z-1a2b3c4d</c>: their ordinal order is the order in which the builds
/// began, so that "newer" has one meaning everywhere.
/// </summary>
static class SnapshotId
{
    const string Format = "yyyyMMdd'T'HHmmssfffffff'Z'";

    /// <summary>A name for a build that begins now, having seen <paramref name="seen"/>: greater, even if the clock was set back.</summary>
    public static string Next(DateTimeOffset now, string? seen)
    {
        var time = now.UtcDateTime;
        if (seen is not null
            && DateTime.TryParseExact(
                seen.Split('-')[0],
                Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var before)
            && before >= time)
        {
            time = before.AddTicks(1);
        }

        return $"{time.ToString(Format, CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }

    public static bool IsNewer(string id, string than) => string.CompareOrdinal(id, than) > 0;
}
