using BuildChain.Cache;
using TestProcess;

namespace BuildChain.Tests.Cache;

public sealed class ExportMemoryTests : IDisposable
{
    readonly CacheFixture cache = new();
    readonly TemporaryDirectory notes = new();

    public void Dispose()
    {
        cache.Dispose();
        notes.Dispose();
    }

    ExportMemory Memory => new(notes.Path);

    [Fact]
    public async Task A_snapshot_is_current_for_what_it_was_exported_of()
    {
        Memory.Remember(await cache.BuildAsync("t", "one"), "made of this");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.True(Memory.IsCurrent(read, "made of this"));
        Assert.False(Memory.IsCurrent(read, "made of that"));
    }

    [Fact]
    public async Task Another_builds_snapshot_is_not()
    {
        Memory.Remember(await cache.BuildAsync("t", "one"), "made of this");
        await cache.BuildAsync("t", "two");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.False(Memory.IsCurrent(read, "made of this"));
    }

    [Fact]
    public async Task The_snapshot_of_a_build_that_began_later_is_not_what_an_earlier_one_made()
    {
        await using var early = await cache.Store.OpenAsync("g", "t");
        await using var late = await cache.Store.OpenAsync("g", "t");
        await using var earlyWrite = cache.Store.BeginWrite(early);
        await using var lateWrite = cache.Store.BeginWrite(late);
        FakeExporter.Export(earlyWrite.StagingPath!, "early");
        FakeExporter.Export(lateWrite.StagingPath!, "late");

        Memory.Remember(await lateWrite.PublishAsync(), "made of late");
        Memory.Remember(await earlyWrite.PublishAsync(), "made of early");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.False(Memory.IsCurrent(read, "made of early"));
        Assert.True(Memory.IsCurrent(read, "made of late"));
    }

    [Fact]
    public async Task What_was_published_is_not_taken_for_what_came_after_it()
    {
        var published = await cache.BuildAsync("t", "one");
        await cache.BuildAsync("t", "two");

        Memory.Remember(published, "made of one");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.False(Memory.IsCurrent(read, "made of one"));
    }

    [Fact]
    public async Task An_export_that_changes_nothing_is_what_the_snapshot_has()
    {
        await cache.BuildAsync("t", "one");
        Memory.Remember(await cache.BuildAsync("t", "one"), "made of this");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.True(Memory.IsCurrent(read, "made of this"));
    }

    [Fact]
    public async Task Without_an_export_nothing_is_current()
    {
        await cache.BuildAsync("t", "one");
        await using var read = await cache.Store.OpenAsync("g", "t");
        await using var write = cache.Store.BeginWrite(read);

        Memory.Remember(await write.PublishAsync(), "made of this");

        Assert.False(Memory.IsCurrent(read, "made of this"));
    }
}
