using BuildChain.Cache;
using TestProcess;

namespace BuildChain.Tests.Cache;

public sealed class CachePruneTests : IDisposable
{
    readonly CacheFixture cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public async Task Without_a_policy_only_remainders_go()
    {
        await cache.BuildAsync("t", "one");
        var orphan = Path.Combine(cache.Root, ".blobs", "sha256", new string('0', 64));
        await File.WriteAllTextAsync(orphan, "orphan");
        File.CreateSymbolicLink(Path.Combine(cache.Root, "g", ".t.next"), "nowhere");
        var before = cache.Current("t");

        await cache.Store.PruneAsync(new CachePrunePolicy());

        Assert.False(File.Exists(orphan));
        Assert.Equal([cache.Link("t")], Directory.GetFileSystemEntries(Path.Combine(cache.Root, "g")));
        Assert.Equal(before, cache.Current("t"));
        Assert.True(OciLayout.Check(before, digests: true).IsValid);
    }

    [Fact]
    public async Task Targets_not_used_for_long_go_and_reading_is_using()
    {
        foreach (var target in new[] { "old", "read", "new" })
            await cache.BuildAsync(target, target);

        Age("old", days: 40);
        Age("read", days: 40);
        (await cache.Store.OpenAsync("g", "read")).Dispose();

        var result = await cache.Store.PruneAsync(new CachePrunePolicy { OlderThan = TimeSpan.FromDays(30) });

        Assert.Equal("not used for long", Assert.Single(result.Removed).Reason);
        Assert.Equal(["g/new", "g/read"], cache.Store.Status().Targets.Select(target => target.Target.ToString()));
    }

    [Fact]
    public async Task The_least_recently_used_go_until_the_rest_is_small_enough()
    {
        foreach (var (target, days) in new[] { ("a", 3), ("b", 2), ("c", 1) })
        {
            await cache.BuildAsync(target, "base*5000", $"{target}*10000");
            Age(target, days);
        }

        var result = await cache.Store.PruneAsync(new CachePrunePolicy { KeepBytes = 45_000 });

        Assert.Equal(["least recently used"], result.Removed.Select(item => item.Reason));
        Assert.Equal(["g/b", "g/c"], cache.Store.Status().Targets.Select(target => target.Target.ToString()));
        Assert.InRange(result.DiskBytes, 40_000, 45_000);
        Assert.InRange(result.FreedBytes, 10_000, 12_000);
    }

    [Fact]
    public async Task What_is_held_stays_and_its_holder_is_named()
    {
        await cache.BuildAsync("t", "one");
        using var reader = await Child.StartUntilAsync("reading", cache.Arguments("read", "t"));
        using var writer = await Child.StartUntilAsync("writing", cache.Arguments("write", "t"));

        var result = await cache.Store.PruneAsync(new CachePrunePolicy { KeepBytes = 0, OlderThan = TimeSpan.Zero });

        Assert.Empty(result.Removed);
        Assert.Contains($"(pid {reader.Id} of ", Assert.Single(result.Left).Reason, StringComparison.Ordinal);
        reader.EndInput();
        writer.EndInput();
        Assert.Equal((0, 0), (await reader.WaitAsync(), await writer.WaitAsync()));
    }

    [Fact]
    public async Task Nothing_remains_of_a_cache_that_is_to_keep_nothing()
    {
        await cache.BuildAsync("a", "one");
        await cache.BuildAsync("b", "one");

        await cache.Store.PruneAsync(new CachePrunePolicy { KeepBytes = 0 });

        Assert.Empty(Directory.GetFileSystemEntries(cache.Root));
        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("a", "one")).Outcome);
    }

    [Fact]
    public async Task Damage_inside_a_blob_is_found_when_asked_for()
    {
        await cache.BuildAsync("t", "layer");
        File.SetAttributes(cache.Blob("t", "layer"), FileAttributes.Normal);
        await File.WriteAllTextAsync(cache.Blob("t", "layer"), "LAYER");

        Assert.Empty((await cache.Store.PruneAsync(new CachePrunePolicy())).Removed);
        var result = await cache.Store.PruneAsync(new CachePrunePolicy { VerifyDigests = true });

        Assert.Contains("its content is not what its digest says", Assert.Single(result.Removed).Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(cache.Link("t")));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("10GB", 10_000_000_000)]
    [InlineData("1.5 GiB", 1_610_612_736)]
    [InlineData("500m", 500_000_000)]
    [InlineData("7b", 7)]
    public void Sizes_have_a_unit(string text, long bytes) => Assert.Equal(bytes, CacheAmounts.ParseSize(text, "--option"));

    [Theory]
    [InlineData("30d", 30 * 24)]
    [InlineData("2w", 14 * 24)]
    [InlineData("12H", 12)]
    [InlineData("90min", 1.5)]
    [InlineData("0s", 0)]
    public void Ages_have_a_unit(string text, double hours) => Assert.Equal(TimeSpan.FromHours(hours), CacheAmounts.ParseAge(text, "--option"));

    [Theory]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("-1GB")]
    [InlineData("1XB")]
    public void What_is_no_size_and_no_age_is_quoted(string text)
    {
        Assert.StartsWith($"--option: '{text}' is not a ", Assert.Throws<BuildChainException>(() => CacheAmounts.ParseSize(text, "--option")).Message, StringComparison.Ordinal);
        Assert.StartsWith($"--option: '{text}' is not a ", Assert.Throws<BuildChainException>(() => CacheAmounts.ParseAge(text, "--option")).Message, StringComparison.Ordinal);
    }

    void Age(string target, int days)
        => File.SetLastWriteTimeUtc(Path.Combine(cache.Current(target), ".lock"), DateTime.UtcNow.AddDays(-days));
}
