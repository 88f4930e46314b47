using System.Text.Json;
using BuildChain.Cache;
using BuildChain.Locking;
using TestProcess;

namespace BuildChain.Tests.Cache;

public sealed class CacheStatusTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly CacheFixture cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public void A_cache_that_is_not_there_is_empty()
        => Assert.Equal((0, 0, 0), (cache.Store.Status().Targets.Count, cache.Store.Status().DiskBytes, cache.Store.Status().LiveBytes));

    [Fact]
    public async Task What_targets_share_is_on_the_disk_once_and_live_for_each()
    {
        await cache.BuildAsync("a", "base*10000", "a");
        await cache.BuildAsync("b", "base*10000", "b");

        var status = cache.Store.Status();

        Assert.Equal(["g/a", "g/b"], status.Targets.Select(target => target.Target.ToString()));
        Assert.InRange(status.LiveBytes, 80_000, 90_000);
        Assert.InRange(status.DiskBytes, 40_000, 45_000);
        Assert.All(status.Targets, target => Assert.True(target.Exported <= DateTimeOffset.UtcNow && target.Problem is null));
    }

    [Fact]
    public async Task What_a_killed_build_left_is_orphaned_until_it_is_pruned()
    {
        await cache.BuildAsync("t", "one");
        await Child.RunAsync(["cache", "die", "exported", cache.Root, cache.SwitchLock, "g", "t", "lost*10000"]);

        var status = cache.Store.Status();
        Assert.InRange(status.OrphanedBytes, 40_000, 42_000);
        Assert.Equal(status.OrphanedBytes, Assert.Single(status.Targets).OrphanedBytes);

        var result = await cache.Store.PruneAsync(new CachePrunePolicy());
        Assert.InRange(result.FreedBytes, 40_000, 42_000);
        Assert.Equal("neither current nor in use", Assert.Single(result.Removed).Reason);
        Assert.Equal(0, cache.Store.Status().OrphanedBytes);
    }

    [Fact]
    public async Task Readers_and_writers_are_named_and_looking_does_not_disturb_them()
    {
        await cache.BuildAsync("t", "one");
        using var reader = await Child.StartUntilAsync("reading", cache.Arguments("read", "t"));
        using var writer = await Child.StartUntilAsync("writing", cache.Arguments("write", "t"));
        var used = cache.Store.Status().Targets[0].LastUsed;

        var status = cache.Store.Status();

        Assert.Equal(new[] { reader.Id, writer.Id }.Order(), status.Targets[0].Holders.Select(holder => holder.Pid).Distinct().Order());
        Assert.True(status.HeldBytes > 0);
        Assert.Equal(0, status.OrphanedBytes);
        Assert.Equal(used, status.Targets[0].LastUsed);
        reader.EndInput();
        writer.EndInput();
        Assert.Equal((0, 0), (await reader.WaitAsync(), await writer.WaitAsync()));
        Assert.Empty(cache.Store.Status().Targets[0].Holders);
    }

    [Fact]
    public async Task A_problem_is_named_and_its_bytes_are_orphaned()
    {
        await cache.BuildAsync("t", "one*1000");
        File.Delete(Path.Combine(cache.Current("t"), "index.json"));

        var status = cache.Store.Status();

        Assert.Equal("index.json is missing", status.Targets[0].Problem);
        Assert.Equal((0, status.DiskBytes), (status.LiveBytes, status.OrphanedBytes));
        await cache.Store.PruneAsync(new CachePrunePolicy());
        Assert.Empty(cache.Store.Status().Targets);
    }

    [Fact]
    public void The_table_reads_well()
    {
        const string expected = """
            CACHE             SIZE  ORPHANED  EXPORTED  USED      STATE
            base/os-base  28.6 MiB         -  3 h ago   40 s ago  in use by ./build.sh Bake (pid 7)
            base/x             0 B         -  -         -         empty
            base/y             0 B     2 KiB  5 d ago   2 d ago   unusable: index.json is missing
            40 MiB on disk for 28.6 MiB of live caches, 1 KiB in use, 2 KiB to prune in /cache

            """;

        Assert.Equal(expected, CacheReport.Table(Sample, Now));
    }

    [Fact]
    public void The_JSON_has_every_figure()
    {
        using var json = JsonDocument.Parse(CacheReport.Json(Sample));
        var root = json.RootElement;

        Assert.Equal((1, "/cache", 40L << 20), (root.GetProperty("schema").GetInt32(), root.GetProperty("root").GetString(), root.GetProperty("diskBytes").GetInt64()));
        var first = root.GetProperty("targets")[0];
        Assert.Equal("base/os-base", first.GetProperty("target").GetString());
        Assert.Equal(7, first.GetProperty("holders")[0].GetProperty("pid").GetInt32());
        Assert.False(first.TryGetProperty("problem", out _));
        Assert.Equal("2026-03-01T09:00:00+00:00", first.GetProperty("exported").GetString());
    }

    [Fact]
    public void The_text_of_a_prune_names_what_went_and_what_stayed()
        => Assert.Equal(
            """
            removed  /c/a (set aside)
            left     /c/b (in use by x)
            2 KiB freed, 1 B left

            """,
            CacheReport.Text(new CachePruneResult([new("/c/a", "set aside")], [new("/c/b", "in use by x")], 2048, 1)));

    static CacheStatus Sample => new(
        "/cache",
        [
            new(new("base", "os-base"), 30_000_000, 0, Now.AddHours(-3), Now.AddSeconds(-40), [new(7, "host", "me", "./build.sh Bake", Now)], null),
            new(new("base", "x"), 0, 0, null, null, [], null),
            new(new("base", "y"), 0, 2048, Now.AddDays(-5), Now.AddDays(-2), [], "index.json is missing"),
        ],
        40 << 20, 30_000_000, 1024, 2048);
}
