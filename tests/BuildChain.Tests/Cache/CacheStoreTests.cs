using BuildChain.Cache;
using BuildChain.Locking;
using TestProcess;

namespace BuildChain.Tests.Cache;

public sealed class CacheStoreTests : IDisposable
{
    readonly CacheFixture cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public async Task Of_concurrent_builds_of_the_same_only_the_first_exports()
    {
        await using var first = await cache.Store.OpenAsync("g", "t");
        await using var second = await cache.Store.OpenAsync("g", "t");
        await using var other = await cache.Store.OpenAsync("g", "t");
        await using var firstWrite = cache.Store.BeginWrite(first, "made of A");
        await using var secondWrite = cache.Store.BeginWrite(second, "made of A");
        await using var otherWrite = cache.Store.BeginWrite(other, "made of B");

        Assert.NotNull(firstWrite.StagingPath);
        Assert.Null(secondWrite.CacheTo);
        Assert.NotNull(otherWrite.StagingPath);
        var left = await secondWrite.PublishAsync();
        Assert.Equal(PublishOutcome.LeftToAnother, left.Outcome);
        Assert.Contains("exports the same", left.Reason, StringComparison.Ordinal);
        FakeExporter.Export(firstWrite.StagingPath, ["a"]);
        Assert.Equal(PublishOutcome.Published, (await firstWrite.PublishAsync()).Outcome);
        Assert.DoesNotContain(".origin", Directory.GetFiles(cache.Current("t")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_build_exports_what_an_earlier_one_gave_up()
    {
        await using var first = await cache.Store.OpenAsync("g", "t");
        await using (cache.Store.BeginWrite(first, "made of A"))
        {
        }

        await using var second = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(second, "made of A");

        Assert.NotNull(write.StagingPath);
    }

    [Fact]
    public async Task The_first_build_reads_nothing_and_publishes()
    {
        await using (var read = await cache.Store.OpenAsync("g", "t"))
        {
            Assert.Null(read.SnapshotPath);
            Assert.Null(read.CacheFrom);
        }

        var result = await cache.BuildAsync("t", "one", "two");

        Assert.Equal((PublishOutcome.Published, "the first snapshot"), (result.Outcome, result.Reason));
        Assert.True(OciLayout.Check(cache.Link("t"), digests: true).IsValid);
        Assert.Empty(cache.Events);
    }

    [Fact]
    public async Task The_next_build_reads_the_snapshot_and_finds_its_blobs_in_staging()
    {
        await cache.BuildAsync("t", "one", "two");

        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);

        Assert.Equal(cache.Current("t"), read.SnapshotPath);
        Assert.Equal($"type=local,digest={read.ManifestDigest},src={read.SnapshotPath}", read.CacheFrom?.ToString());
        Assert.Equal($"type=local,dest={write.StagingPath},ignore-error=true,mode=max", write.CacheTo?.ToString());
        Assert.Equal(Names(Path.Combine(read.SnapshotPath!, "blobs")), Names(Path.Combine(write.StagingPath!, "blobs")));
        Assert.False(File.Exists(Path.Combine(write.StagingPath!, "index.json")));
        Assert.All(
            Directory.GetFiles(Path.Combine(write.StagingPath!, "blobs", "sha256")),
            blob => Assert.Equal(FileIdentity.OfPath(Path.Combine(read.SnapshotPath!, "blobs", "sha256", Path.GetFileName(blob))), FileIdentity.OfPath(blob)));
    }

    [Fact]
    public async Task An_unchanged_export_keeps_the_snapshot()
    {
        await cache.BuildAsync("t", "one");
        var before = cache.Current("t");

        var result = await cache.BuildAsync("t", "one");

        Assert.Equal((PublishOutcome.Kept, "nothing changed"), (result.Outcome, result.Reason));
        Assert.Equal([before], cache.Snapshots("t"));
    }

    [Fact]
    public async Task A_changed_export_replaces_the_snapshot_and_leaves_nothing_of_the_old_one()
    {
        await cache.BuildAsync("t", "one", "old*1000");

        var result = await cache.BuildAsync("t", "one", "new*2000");

        Assert.Equal(PublishOutcome.Published, result.Outcome);
        Assert.Equal([cache.Current("t")], cache.Snapshots("t"));
        Assert.False(File.Exists(cache.Blob("t", "old*1000")));
        Assert.False(Directory.Exists(Path.Combine(cache.Current("t"), "ingest")));
        Assert.DoesNotContain(cache.PoolEntries, entry => Path.GetFileName(entry) == FakeExporter.Digest("old*1000")[7..]);
        var status = cache.Store.Status();
        Assert.Equal((0, 0), (status.OrphanedBytes, status.HeldBytes));
    }

    [Fact]
    public async Task A_held_snapshot_outlives_its_replacement_until_it_is_let_go()
    {
        await cache.BuildAsync("t", "one");
        var read = await cache.Store.OpenAsync("g", "t");

        await cache.BuildAsync("t", "two");

        Assert.NotEqual(cache.Current("t"), read.SnapshotPath);
        Assert.True(OciLayout.Check(read.SnapshotPath!, digests: true).IsValid);
        Assert.Equal(2, cache.Snapshots("t").Length);

        read.Dispose();
        Assert.Equal([cache.Current("t")], cache.Snapshots("t"));
    }

    [Fact]
    public async Task Who_waits_for_another_s_switch_says_so()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(cache.SwitchLock)!);
        var told = new TaskCompletionSource<CacheEvent>();
        var store = cache.Open(options => options with { OnEvent = notice => told.TrySetResult(notice) });
        await using var read = await store.OpenAsync("g", "t");
        await using var write = store.BeginWrite(read);
        FakeExporter.Export(write.StagingPath!, "one");
        Task<PublishResult> publishing;
        await using (await FileLock.AcquireAsync(cache.SwitchLock, LockMode.Exclusive, new LockOptions { Command = "a suspended build" }))
        {
            publishing = write.PublishAsync();
            Assert.Same(told.Task, await Task.WhenAny(told.Task, publishing));
            var notice = await told.Task;
            Assert.Equal(CacheEventKind.Waiting, notice.Kind);
            Assert.Contains("a suspended build", notice.Message, StringComparison.Ordinal);
        }

        Assert.Equal(PublishOutcome.Published, (await publishing).Outcome);
    }

    [Fact]
    public async Task Of_two_concurrent_builds_the_one_that_began_later_stays()
    {
        await using var early = await cache.Store.OpenAsync("g", "t");
        await using var late = await cache.Store.OpenAsync("g", "t");
        await using var earlyWrite = cache.Store.BeginWrite(early);
        await using var lateWrite = cache.Store.BeginWrite(late);
        FakeExporter.Export(earlyWrite.StagingPath!, "early");
        FakeExporter.Export(lateWrite.StagingPath!, "late");

        Assert.Equal(PublishOutcome.Published, (await lateWrite.PublishAsync()).Outcome);
        var result = await earlyWrite.PublishAsync();

        Assert.Equal((PublishOutcome.Kept, "a build that began later published first"), (result.Outcome, result.Reason));
        Assert.True(File.Exists(cache.Blob("t", "late")));
        Assert.Single(cache.Snapshots("t"));
    }

    [Fact]
    public async Task The_same_content_from_two_concurrent_builds_is_published_once()
    {
        await using var first = await cache.Store.OpenAsync("g", "t");
        await using var second = await cache.Store.OpenAsync("g", "t");
        await using var firstWrite = cache.Store.BeginWrite(first);
        await using var secondWrite = cache.Store.BeginWrite(second);
        FakeExporter.Export(firstWrite.StagingPath!, "same");
        FakeExporter.Export(secondWrite.StagingPath!, "same");

        await firstWrite.PublishAsync();

        Assert.Equal("another build published the same", (await secondWrite.PublishAsync()).Reason);
    }

    [Fact]
    public async Task Equal_blobs_of_several_targets_are_one_file()
    {
        await cache.BuildAsync("a", "base*1000", "a");
        var second = await cache.BuildAsync("b", "base*1000", "b");

        Assert.Equal(FileIdentity.OfPath(cache.Blob("a", "base*1000")), FileIdentity.OfPath(cache.Blob("b", "base*1000")));
        Assert.InRange(second.NewBytes, 1, 2000);
        var status = cache.Store.Status();
        Assert.True(status.DiskBytes < status.LiveBytes, $"{status.DiskBytes} of {status.LiveBytes}");
    }

    [Fact]
    public async Task A_shared_blob_with_other_content_is_not_taken_over()
    {
        await cache.BuildAsync("a", "base*1000");
        var shared = cache.Blob("a", "base*1000");
        File.SetAttributes(shared, FileAttributes.Normal);
        await File.WriteAllTextAsync(shared, string.Concat(Enumerable.Repeat("evil", 1000)));

        await cache.BuildAsync("b", "base*1000");

        Assert.True(OciLayout.Check(cache.Link("b"), digests: true).IsValid);
    }

    [Fact]
    public async Task A_target_without_a_cache_begins_with_the_blobs_of_what_it_stands_on()
    {
        await cache.BuildAsync("base", "one", "two");
        var targets = new[] { new CacheTarget("g", "base"), new CacheTarget("f", "upper") };
        var links = new Dictionary<string, IReadOnlyList<string>> { ["upper"] = ["between"], ["between"] = ["base"] };
        var origins = targets.ToDictionary(target => target.Name, _ => "changed");

        await using var session = await CacheSession.OpenAsync(cache.Store, targets, origins, new ExportMemory(cache.Root + "-notes"), links);

        var staging = session.Entries["upper"].To[0]["dest"]!;
        var seeded = Directory.EnumerateFiles(Path.Combine(staging, "blobs", "sha256")).Select(Path.GetFileName);
        Assert.Contains(Path.GetFileName(cache.Blob("base", "one")), seeded);
        Assert.Contains(Path.GetFileName(cache.Blob("base", "two")), seeded);
        Assert.False(File.Exists(Path.Combine(staging, "index.json")));
    }

    [Fact]
    public async Task A_build_that_exports_nothing_keeps_the_snapshot()
    {
        await cache.BuildAsync("t", "one");
        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);

        var result = await write.PublishAsync();

        Assert.Equal((PublishOutcome.Skipped, "the build exported nothing"), (result.Outcome, result.Reason));
        Assert.Equal([cache.Current("t")], cache.Snapshots("t"));
    }

    [Fact]
    public async Task A_failed_build_leaves_nothing()
    {
        await cache.BuildAsync("t", "one");
        await using (var read = await cache.Store.OpenAsync("g", "t"))
        await using (var write = cache.Store.BeginWrite(read))
        {
            FakeExporter.Export(write.StagingPath!, "half");
        }

        Assert.Equal([cache.Current("t")], cache.Snapshots("t"));
    }

    [Fact]
    public async Task A_cancelled_publication_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);
        FakeExporter.Export(write.StagingPath!, "one");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write.PublishAsync(cancellation.Token));

        Assert.Empty(cache.Snapshots("t"));
        Assert.False(File.Exists(cache.Link("t")));
    }

    [Fact]
    public async Task Without_hard_links_blobs_are_copied_and_that_is_said_once()
    {
        var store = cache.Open(options => options with { WithoutHardLinks = true });
        foreach (var layers in new[] { new[] { "one", "two" }, ["one", "three"], ["one", "four"] })
        {
            await using var read = await store.OpenAsync("g", "t");
            await using var write = store.BeginWrite(read);
            FakeExporter.Export(write.StagingPath!, layers);
            Assert.Equal(PublishOutcome.Published, (await write.PublishAsync()).Outcome);
        }

        Assert.Equal(CacheEventKind.Copying, Assert.Single(cache.Events).Kind);
        Assert.True(OciLayout.Check(cache.Link("t"), digests: true).IsValid);
        Assert.Single(cache.Snapshots("t"));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_stop_the_cache()
    {
        await cache.BuildAsync("t", "one");
        var future = Path.Combine(Path.GetDirectoryName(cache.Current("t"))!, "20990101T0000000000000Z-00000000");
        Directory.Move(cache.Current("t"), future);
        File.Delete(cache.Link("t"));
        Directory.CreateSymbolicLink(cache.Link("t"), Path.Combine("..", ".snapshots", "g", "t", Path.GetFileName(future)));

        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("t", "two")).Outcome);
    }

    [Fact]
    public async Task The_whole_cache_can_be_moved()
    {
        await cache.BuildAsync("t", "one");
        var moved = cache.Root + "-moved";
        Directory.Move(cache.Root, moved);

        await using var read = await cache.Open(root: moved).OpenAsync("g", "t");

        Assert.StartsWith(moved, read.SnapshotPath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData(".snapshots")]
    public async Task Names_that_are_no_bake_names_are_refused(string name)
        => await Assert.ThrowsAsync<BuildChainException>(() => cache.Store.OpenAsync("g", name));

    [Fact]
    public async Task A_session_serves_all_targets_of_a_bake()
    {
        await cache.BuildAsync("a", "one");
        CacheTarget[] targets = [new("g", "a"), new("g", "b")];
        await using (var session = await CacheSession.OpenAsync(cache.Store, targets))
        {
            Assert.Equal([1, 0], session.Entries.Values.Select(entry => entry.From.Count));
            foreach (var entry in session.Entries.Values)
                FakeExporter.Export(entry.To[0]["dest"]!, "one");

            Assert.Equal([PublishOutcome.Kept, PublishOutcome.Published], (await session.PublishAsync()).Select(result => result.Outcome));
        }

        await using (var session = await CacheSession.OpenAsync(cache.Store, targets, export: false))
        {
            Assert.All(session.Entries.Values, entry => Assert.Equal((1, 0), (entry.From.Count, entry.To.Count)));
            Assert.Empty(await session.PublishAsync());
        }

        Assert.Equal(0, cache.Store.Status().OrphanedBytes);
    }

    [Fact]
    public void Remote_caches_have_a_place_per_target()
    {
        var registry = RemoteCache.Registry("127.0.0.1:5010/", "os-base");
        Assert.Equal("type=registry,ref=127.0.0.1:5010/cache:os-base", registry.From[0].ToString());
        Assert.Equal("type=registry,ignore-error=true,mode=max,ref=127.0.0.1:5010/cache:os-base", registry.To[0].ToString());
        Assert.Equal("type=gha,ignore-error=true,mode=max,scope=os-base", RemoteCache.GitHubActions("os-base").To[0].ToString());
    }

    static IEnumerable<string> Names(string directory)
        => Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path)).Order(StringComparer.Ordinal);
}
