using BuildChain.Cache;
using TestProcess;

namespace BuildChain.Tests.Cache;

/// <summary>Whatever stands in the cache: it is noticed and named, the build does without it, and the next build's export replaces it.</summary>
public sealed class BadContentTests : IDisposable
{
    readonly CacheFixture cache = new();

    public void Dispose() => cache.Dispose();

    public static TheoryData<string, string> Damages => new()
    {
        { "truncated blob", "has 3 bytes instead of 8000" },
        { "missing blob", "is missing" },
        { "missing manifest", "is missing" },
        { "garbage manifest", "its content is not what its digest says" },
        { "garbage index", "index.json is no JSON document" },
        { "empty index", "index.json is no JSON document" },
        { "index without manifests", "index.json names no manifest" },
        { "index with strange types", "a descriptor has the digest '(none)' or no size" },
        { "index that leads outside", "a descriptor has the digest 'sha256:../../../../etc/passwd' or no size" },
        { "no index", "index.json is missing" },
        { "no layout file", "oci-layout is missing" },
        { "no snapshot", "that the link names is missing" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_snapshot_is_named_not_read_and_replaced(string damage, string message)
    {
        await cache.BuildAsync("t", "layer*1600", "two");
        Damage(damage);

        await using (var read = await cache.Store.OpenAsync("g", "t"))
        {
            Assert.Null(read.SnapshotPath);
        }

        var told = Assert.Single(cache.Events);
        Assert.Equal((CacheEventKind.BadContent, new CacheTarget("g", "t")), (told.Kind, told.Target));
        Assert.Contains(message, told.Message, StringComparison.Ordinal);
        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("t", "layer*1600", "two")).Outcome);
        Assert.True(OciLayout.Check(cache.Link("t"), digests: true).IsValid);
        Assert.Equal([cache.Current("t")], cache.Snapshots("t"));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_export_is_not_published(string damage, string message)
    {
        await cache.BuildAsync("t", "one");
        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);
        FakeExporter.Export(write.StagingPath!, "layer*1600", "two");
        Damage(damage, write.StagingPath);

        var result = await write.PublishAsync();

        Assert.Equal(PublishOutcome.Skipped, result.Outcome);
        Assert.Contains(damage is "no index" or "no snapshot" ? "exported nothing" : message, result.Reason, StringComparison.Ordinal);
        Assert.Equal([read.SnapshotPath!], cache.Snapshots("t"));
        Assert.Equal(read.SnapshotPath, cache.Current("t"));
    }

    [Fact]
    public async Task Other_bytes_of_the_same_size_are_found_when_digests_are_asked_for()
    {
        await cache.BuildAsync("t", "layer");
        Overwrite(cache.Blob("t", "layer"), "LAYER");

        await using (var read = await cache.Store.OpenAsync("g", "t"))
        {
            Assert.NotNull(read.SnapshotPath);
        }

        await using (var read = await cache.Open(options => options with { VerifyDigests = true }).OpenAsync("g", "t"))
        {
            Assert.Null(read.SnapshotPath);
        }

        Assert.Contains("its content is not what its digest says", Assert.Single(cache.Events).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_blob_does_not_spread_to_targets_that_export_it_afresh()
    {
        await cache.BuildAsync("a", "base*1000");
        Overwrite(cache.Blob("a", "base*1000"), "x");

        await cache.BuildAsync("b", "base*1000");

        Assert.True(OciLayout.Check(cache.Link("b"), digests: true).IsValid);
    }

    [Theory]
    [InlineData("directory", "is a directory, not a link")]
    [InlineData("file", "is a file, not a link")]
    [InlineData("foreign link", "is a link to /nowhere")]
    public async Task What_stands_where_the_link_should_be_is_named_and_set_aside(string obstacle, string message)
    {
        var link = cache.Link("t");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        switch (obstacle)
        {
            case "directory":
                FakeExporter.Export(link, "by plain buildx");
                break;
            case "file":
                await File.WriteAllTextAsync(link, "?");
                break;
            default:
                File.CreateSymbolicLink(link, "/nowhere");
                break;
        }

        var result = await cache.BuildAsync("t", "one");

        Assert.Equal(PublishOutcome.Published, result.Outcome);
        Assert.Equal([CacheEventKind.BadContent, CacheEventKind.SetAside], cache.Events.Select(e => e.Kind));
        Assert.All(cache.Events, e => Assert.Contains(message, e.Message, StringComparison.Ordinal));
        Assert.True(OciLayout.Check(link, digests: true).IsValid);
        await cache.Store.PruneAsync(new CachePrunePolicy());
        Assert.False(Directory.Exists(Path.Combine(cache.Root, ".aside")));
    }

    [Fact]
    public async Task A_file_where_a_group_should_be_costs_the_cache_and_not_the_build()
    {
        Directory.CreateDirectory(cache.Root);
        await File.WriteAllTextAsync(Path.Combine(cache.Root, "g"), "?");

        var result = await cache.BuildAsync("t", "one");

        Assert.Equal(PublishOutcome.Skipped, result.Outcome);
        Assert.Contains(Path.Combine(cache.Root, "g"), result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_lock_that_cannot_be_had_costs_the_publication_and_not_the_build()
    {
        var blocked = Path.Combine(cache.Root, "file", ".lock-bake");
        Directory.CreateDirectory(cache.Root);
        await File.WriteAllTextAsync(Path.GetDirectoryName(blocked)!, "?");
        var store = cache.Open(options => options with { SwitchLock = blocked });
        await using var read = await store.OpenAsync("g", "t");
        await using var write = store.BeginWrite(read);
        FakeExporter.Export(write.StagingPath!, "one");

        Assert.Equal(PublishOutcome.Skipped, (await write.PublishAsync()).Outcome);
        Assert.Empty(cache.Snapshots("t"));
    }

    [MountFact]
    public async Task A_read_only_cache_is_read_and_not_written()
    {
        await using var disk = await Tmpfs.MountAsync(cache.Root, "4m");
        await cache.BuildAsync("t", "one");
        await disk.RemountAsync("ro");

        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);

        Assert.True(OciLayout.Check(read.SnapshotPath!, digests: true).IsValid);
        Assert.Null(write.StagingPath);
        Assert.Null(write.CacheTo);
        Assert.Equal(PublishOutcome.Skipped, (await write.PublishAsync()).Outcome);
        Assert.Contains("Read-only file system", Assert.Single(cache.Events).Message, StringComparison.OrdinalIgnoreCase);
    }

    [MountFact]
    public async Task A_full_disk_costs_the_publication_and_not_the_snapshot()
    {
        await using var disk = await Tmpfs.MountAsync(cache.Root, "256k");
        await cache.BuildAsync("t", "one");
        await using (var read = await cache.Store.OpenAsync("g", "t"))
        await using (var write = cache.Store.BeginWrite(read))
        {
            Assert.Throws<IOException>(() => FakeExporter.Export(write.StagingPath!, "too much*100000"));
            Assert.Equal(PublishOutcome.Skipped, (await write.PublishAsync()).Outcome);
        }

        await using var again = await cache.Store.OpenAsync("g", "t");
        Assert.NotNull(again.SnapshotPath);
        Assert.Equal([again.SnapshotPath!], cache.Snapshots("t"));
    }

    [MountFact]
    public async Task A_disk_without_room_for_a_directory_is_named()
    {
        await using var disk = await Tmpfs.MountAsync(cache.Root, "1m,nr_inodes=20");
        await cache.BuildAsync("t", "one");
        for (var i = 0; ; i++)
        {
            try
            {
                await File.WriteAllBytesAsync(Path.Combine(cache.Root, $"fill{i}"), []);
            }
            catch (IOException)
            {
                break;
            }
        }

        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);

        Assert.NotNull(read.SnapshotPath);
        Assert.Null(write.StagingPath);
        Assert.Equal(CacheEventKind.Unusable, Assert.Single(cache.Events).Kind);
    }

    [MountFact]
    public async Task A_border_of_devices_inside_the_cache_is_crossed_by_copying()
    {
        var pool = Path.Combine(cache.Root, ".blobs");
        await using var disk = await Tmpfs.MountAsync(pool, "1m");

        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("t", "one")).Outcome);
        Assert.Equal(PublishOutcome.Published, (await cache.BuildAsync("t", "two")).Outcome);
        Assert.True(OciLayout.Check(cache.Link("t"), digests: true).IsValid);
    }

    void Damage(string damage, string? layout = null)
    {
        layout ??= cache.Current("t");
        var index = Path.Combine(layout, "index.json");
        var blobs = Path.Combine(layout, "blobs", "sha256");
        var layer = Path.Combine(blobs, FakeExporter.Digest("layer*1600")[7..]);
        var manifest = Path.Combine(blobs, OciLayout.Check(layout).ManifestDigest![7..]);
        Action act = damage switch
        {
            "truncated blob" => () => Overwrite(layer, "lay"),
            "missing blob" => () => Delete(layer),
            "missing manifest" => () => Delete(manifest),
            "garbage manifest" => () => Overwrite(manifest, new string('x', (int)new FileInfo(manifest).Length)),
            "garbage index" => () => File.WriteAllText(index, "\0\0\0"),
            "empty index" => () => File.WriteAllText(index, ""),
            "index without manifests" => () => File.WriteAllText(index, """{"schemaVersion":2,"manifests":null}"""),
            "index with strange types" => () => File.WriteAllText(index, """{"manifests":[1,{"digest":7,"size":"x","annotations":[]}]}"""),
            "index that leads outside" => () => File.WriteAllText(index, """{"manifests":[{"digest":"sha256:../../../../etc/passwd","size":1}]}"""),
            "no index" => () => File.Delete(index),
            "no layout file" => () => File.Delete(Path.Combine(layout, "oci-layout")),
            _ => () => Directory.Delete(layout, recursive: true),
        };
        act();
    }

    static void Overwrite(string file, string content)
    {
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, content);
    }

    static void Delete(string file)
    {
        File.SetAttributes(file, FileAttributes.Normal);
        File.Delete(file);
    }
}
