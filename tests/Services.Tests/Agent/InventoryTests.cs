using Esb.Agent.Containers;
using Esb.Agent.Pool;

namespace Esb.Tests.Agent;

/// <summary>What becomes of containers that the agent did not start itself.</summary>
public sealed class InventoryTests : IDisposable
{
    readonly PoolFixture _fixture = new();

    string Fingerprint => _fixture.Find("echo")!.Fingerprint(_fixture.Runtime.ImageId);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_idle_container_of_an_earlier_agent_goes_on()
    {
        Left("old", Fingerprint);

        await _fixture.Inventory.SettleAsync(CancellationToken.None);

        Assert.True(_fixture.Inventory.IsSettled);
        var lease = await _fixture.AcquireAsync();
        Assert.Equal("old", lease.Container);
        Assert.False(lease.ColdStart);
    }

    [Fact]
    public async Task A_container_at_work_is_left_to_finish_and_then_taken_over()
    {
        Left("old", Fingerprint);
        _fixture.Runtime.Work = ContainerWork.Busy;
        await _fixture.Inventory.SettleAsync(CancellationToken.None);
        await _fixture.Inventory.CompareAsync(CancellationToken.None);
        Assert.False(_fixture.Inventory.IsSettled);
        Assert.Equal(["old"], _fixture.Runtime.Names);

        _fixture.Runtime.Work = ContainerWork.Idle;
        await _fixture.Inventory.SettleAsync(CancellationToken.None);

        Assert.Equal("old", (await _fixture.AcquireAsync()).Container);
    }

    [Fact]
    public async Task A_container_that_works_longer_than_an_invocation_may_take_is_removed()
    {
        Left("old", Fingerprint);
        _fixture.Runtime.Work = ContainerWork.Busy;
        await _fixture.Inventory.SettleAsync(CancellationToken.None);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        await _fixture.Inventory.SettleAsync(CancellationToken.None);

        Assert.Empty(_fixture.Runtime.Names);
        Assert.True(_fixture.Inventory.IsSettled);
    }

    [Theory]
    [InlineData("echo", "another", true)]
    [InlineData("gone", null, true)]
    [InlineData("echo", null, false)]
    public async Task A_container_of_another_definition_or_function_or_that_ended_is_removed(string function, string? fingerprint, bool running)
    {
        _fixture.Runtime.Add(new FunctionContainer("old", function, fingerprint ?? Fingerprint, running ? "10.0.0.9" : "", running));

        await _fixture.Inventory.SettleAsync(CancellationToken.None);

        Assert.Empty(_fixture.Runtime.Names);
        Assert.Equal(1, _fixture.Metrics.Orphans);
    }

    [Fact]
    public async Task A_container_that_vanished_without_a_word_is_noticed_and_an_unknown_one_removed()
    {
        await _fixture.Inventory.SettleAsync(CancellationToken.None);
        var lease = await _fixture.AcquireAsync();
        _fixture.Pool.Release(lease.Id, reusable: true);
        await _fixture.Runtime.RemoveAsync(lease.Container, TimeSpan.Zero, CancellationToken.None);
        Left("unknown", Fingerprint);

        await _fixture.Inventory.CompareAsync(CancellationToken.None);

        await PoolFixture.UntilAsync(() => _fixture.Pool.View().Count == 0 && _fixture.Runtime.Names.Count == 0);
    }

    [Fact]
    public async Task A_container_that_cannot_be_removed_keeps_none_of_the_others_and_is_tried_again()
    {
        _fixture.Runtime.Stuck = "a";
        Assert.All(["a", "b", "c"], name => Left(name, "another"));
        await _fixture.Inventory.SettleAsync(CancellationToken.None);
        Assert.Equal(["a"], _fixture.Runtime.Names);

        _fixture.Runtime.Stuck = null;
        await _fixture.Inventory.CompareAsync(CancellationToken.None);

        Assert.Empty(_fixture.Runtime.Names);
    }

    void Left(string name, string fingerprint) => _fixture.Runtime.Add(new FunctionContainer(name, "echo", fingerprint, "10.0.0.9", true));
}
