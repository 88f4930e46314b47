using System.Text.Json;
using System.Text.Json.Serialization;
using BuildChain.Bake;
using BuildChain.Locking;

namespace BuildChain.Cache;

/// <summary>The cache's state, and what was pruned, as texts.</summary>
public static class CacheReport
{
    static readonly string[] Header = ["CACHE", "SIZE", "ORPHANED", "EXPORTED", "USED", "STATE"];

    /// <param name="now">To tell ages.</param>
    public static string Table(CacheStatus status, DateTimeOffset now)
        => (status.Targets.Count == 0 ? "" : TextTable.Render(Header, status.Targets.Select(target => Row(target, now)), 1, 2))
            + Totals(status) + "\n";

    /// <summary>
    /// <code>
    /// { "schema": 1, "root": "path",
    ///   "diskBytes", "liveBytes", "heldBytes", "orphanedBytes",
    ///   "targets": [{ "target": "group/name", "liveBytes", "orphanedBytes", "exported"?, "lastUsed"?,   // ISO 8601
    ///                 "holders": [{ "pid", "host", "user", "command", "since" }], "problem"? }] }
    /// </code>
    /// </summary>
    public static string Json(CacheStatus status)
        => JsonSerializer.Serialize(
            new CacheStatusDocument(
                1, status.Root, status.DiskBytes, status.LiveBytes, status.HeldBytes, status.OrphanedBytes,
                [.. status.Targets.Select(target => new CacheTargetDocument(
                    target.Target.ToString(), target.LiveBytes, target.OrphanedBytes,
                    target.Exported, target.LastUsed, target.Holders, target.Problem))]),
            CacheJson.Default.CacheStatusDocument) + "\n";

    /// <summary>One line per thing removed or left, and the sum.</summary>
    public static string Text(CachePruneResult result)
        => string.Concat(result.Removed.Select(item => $"removed  {item.Path} ({item.Reason})\n"))
            + string.Concat(result.Left.Select(item => $"left     {item.Path} ({item.Reason})\n"))
            + $"{HumanText.Bytes(result.FreedBytes)} freed, {HumanText.Bytes(result.DiskBytes)} left\n";

    static string[] Row(CacheTargetStatus target, DateTimeOffset now) =>
    [
        target.Target.ToString(),
        HumanText.Bytes(target.LiveBytes),
        target.OrphanedBytes == 0 ? "-" : HumanText.Bytes(target.OrphanedBytes),
        Ago(target.Exported, now),
        Ago(target.LastUsed, now),
        target.Problem is not null ? $"unusable: {target.Problem}"
            : target.Holders.Count > 0 ? $"in use by {string.Join(", ", target.Holders.Select(Name).Distinct())}"
            : target.Exported is null ? "empty"
            : "free",
    ];

    static string Name(LockHolder holder) => $"{holder.Command} (pid {holder.Pid})";

    static string Ago(DateTimeOffset? time, DateTimeOffset now) => time is { } t ? $"{HumanText.Age(now - t)} ago" : "-";

    static string Totals(CacheStatus status)
        => $"{HumanText.Bytes(status.DiskBytes)} on disk for {HumanText.Bytes(status.LiveBytes)} of live caches"
            + (status.HeldBytes > 0 ? $", {HumanText.Bytes(status.HeldBytes)} in use" : "")
            + (status.OrphanedBytes > 0 ? $", {HumanText.Bytes(status.OrphanedBytes)} to prune" : "")
            + $" in {status.Root}";
}

sealed record CacheStatusDocument(
    int Schema, string Root, long DiskBytes, long LiveBytes, long HeldBytes, long OrphanedBytes,
    IReadOnlyList<CacheTargetDocument> Targets);

sealed record CacheTargetDocument(
    string Target, long LiveBytes, long OrphanedBytes, DateTimeOffset? Exported, DateTimeOffset? LastUsed,
    IReadOnlyList<LockHolder> Holders, string? Problem);

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CacheStatusDocument))]
sealed partial class CacheJson : JsonSerializerContext;
