using BuildChain.Cache;
using BuildChain.Locking;
using TestProcess;

namespace BuildChain.Tests.Cache;

/// <summary>Builds that are killed (SIGKILL), at each step and at any moment, with others going on.</summary>
public sealed class CrashTests : IDisposable
{
    readonly CacheFixture cache = new();

    public void Dispose() => cache.Dispose();

    public static TheoryData<string, bool> Steps => new()
    {
        { "staging-made", false },
        { "locked", false },
        { "seeded", false },
        { "exported", false },
        { "verified", false },
        { "tidied", false },
        { "shared", false },
        { "switch-locked", false },
        { "link-made", false },
        { "switched", true },
        { "index-removed", true },
        { "snapshot-removed", true },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_build_killed_at_any_step_leaves_the_old_or_the_new_snapshot_and_garbage(string step, bool published)
    {
        await cache.BuildAsync("t", "common*100", "old");

        var (code, output) = await Child.RunAsync(["cache", "die", step, cache.Root, cache.SwitchLock, "g", "t", "common*100", "new"]);

        Assert.Equal((137, ""), (code, Broken(output)));
        Assert.True(OciLayout.Check(cache.Link("t"), digests: true).IsValid);
        Assert.Equal(published, File.Exists(cache.Blob("t", "new")));
        Assert.Empty(FileLock.ReadHolders(cache.SwitchLock));

        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("t", "common*100", "next")).Outcome);
        Assert.Empty(cache.Events);
        Assert.True(OciLayout.Check(cache.Link("t"), digests: true).IsValid);
        Assert.Equal([cache.Current("t")], cache.Snapshots("t"));
        await AssertPrunedCleanAsync();
    }

    [Theory]
    [InlineData("link-removed")]
    [InlineData("index-removed")]
    [InlineData("snapshot-removed")]
    public async Task A_killed_prune_leaves_what_the_next_one_removes(string step)
    {
        await cache.BuildAsync("t", "one");
        await cache.BuildAsync("u", "one");

        Assert.Equal(137, (await Child.RunAsync("cache", "prune", step, cache.Root, cache.SwitchLock)).ExitCode);
        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("t", "two")).Outcome);
        await cache.Store.PruneAsync(new CachePrunePolicy { KeepBytes = 0 });

        Assert.Empty(cache.Events);
        Assert.Equal(0, cache.Store.Status().DiskBytes);
        Assert.Empty(Directory.GetFileSystemEntries(cache.Root));
    }

    [Fact]
    public async Task Builds_killed_at_random_moments_harm_no_other()
    {
        var random = new Random(7);
        var deadline = DateTime.UtcNow.AddMinutes(2);
        using var steady = Child.Start(cache.Arguments("loop", "a,b,c", "1", "400"));
        var output = steady.Output.ReadToEndAsync();
        for (var kill = 0; kill < 50 && DateTime.UtcNow < deadline; kill++)
        {
            using var victim = Child.Start(cache.Arguments("loop", "a,b,c", $"{kill + 10}", "100000"));
            await victim.Output.ReadLineAsync();
            await Task.Delay(random.Next(60));
            await victim.KillAsync();
        }

        Assert.Equal((0, ""), (await steady.WaitAsync(), Broken(await output)));
        foreach (var target in new[] { "a", "b", "c" })
        {
            Assert.True(OciLayout.Check(cache.Link(target), digests: true).IsValid);
            Assert.NotEqual(PublishOutcome.Skipped, (await cache.BuildAsync(target, "after all")).Outcome);
        }

        Assert.Empty(cache.Events);
        await AssertPrunedCleanAsync();
    }

    [Fact]
    public async Task Many_builds_of_the_same_targets_never_fail_and_never_see_a_broken_cache()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(seed => Child.RunAsync(cache.Arguments("loop", "a,b", $"{seed}", "40"))));

        Assert.All(results, result => Assert.Equal((0, ""), (result.ExitCode, Broken(result.Output))));
        var status = cache.Store.Status(verifyDigests: true);
        Assert.All(status.Targets, target => Assert.Null(target.Problem));
        Assert.All(["a", "b"], target => Assert.Single(cache.Snapshots(target)));
        Assert.Equal((0, 0), (status.OrphanedBytes, status.HeldBytes));
        Assert.True(status.DiskBytes < status.LiveBytes * 1.2);
    }

    [Fact]
    public async Task Pruning_meanwhile_takes_nothing_that_is_in_use()
    {
        using var builder = Child.Start(cache.Arguments("loop", "a,b", "3", "150"));
        var output = builder.Output.ReadToEndAsync();
        while (!output.IsCompleted)
            await cache.Store.PruneAsync(new CachePrunePolicy { KeepBytes = 0 });

        Assert.Equal((0, ""), (await builder.WaitAsync(), Broken(await output)));
    }

    static string Broken(string output)
        => string.Join('\n', output.Split('\n').Where(line => line.StartsWith("broken", StringComparison.Ordinal)
            || line.StartsWith("event", StringComparison.Ordinal) || line.Contains("skipped", StringComparison.Ordinal)));

    async Task AssertPrunedCleanAsync()
    {
        var result = await cache.Store.PruneAsync(new CachePrunePolicy());
        Assert.Empty(result.Left);
        var status = cache.Store.Status(verifyDigests: true);
        Assert.All(status.Targets, target => Assert.Null(target.Problem));
        Assert.All(status.Targets, target => Assert.Empty(target.Holders));
        Assert.All(status.Targets, target => Assert.Single(cache.Snapshots(target.Target.Name)));
        Assert.Equal((0, 0), (status.OrphanedBytes, status.HeldBytes));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(cache.Root, "g"), ".*"));
    }
}
