using BuildChain.Cache;

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
        await cache.BuildAsync("t", "one");
        Memory.Remember(cache.Store, new CacheTarget("g", "t"), "made of this");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.True(Memory.IsCurrent(read, "made of this"));
        Assert.False(Memory.IsCurrent(read, "made of that"));
    }

    [Fact]
    public async Task Another_builds_snapshot_is_not()
    {
        await cache.BuildAsync("t", "one");
        Memory.Remember(cache.Store, new CacheTarget("g", "t"), "made of this");
        await cache.BuildAsync("t", "two");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.False(Memory.IsCurrent(read, "made of this"));
    }

    [Fact]
    public async Task Without_a_snapshot_nothing_is_current()
    {
        Memory.Remember(cache.Store, new CacheTarget("g", "t"), "made of this");

        await using var read = await cache.Store.OpenAsync("g", "t");
        Assert.False(Memory.IsCurrent(read, "made of this"));
    }
}
