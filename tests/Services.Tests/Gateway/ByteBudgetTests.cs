using Esb.Gateway.Http;

namespace Esb.Tests.Gateway;

public sealed class ByteBudgetTests
{
    const int Megabyte = 1024 * 1024;

    readonly ByteBudget _budget = new(3 * Megabyte);

    [Fact]
    public async Task Small_payloads_need_no_room() => Assert.Null(await _budget.ReserveAsync(64 * 1024, default));

    [Fact]
    public async Task Who_finds_no_room_waits_its_turn()
    {
        var first = await _budget.ReserveAsync(2 * Megabyte, default);
        var second = _budget.ReserveAsync(2 * Megabyte, default).AsTask();
        var third = _budget.ReserveAsync(Megabyte, default).AsTask();
        Assert.False(second.IsCompleted);
        Assert.False(third.IsCompleted);

        first!.Dispose();
        first.Dispose();

        Assert.NotNull(await second);
        Assert.NotNull(await third);
        Assert.False(_budget.ReserveAsync(Megabyte, default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_makes_way()
    {
        using var first = await _budget.ReserveAsync(2 * Megabyte, default);
        using var cancellation = new CancellationTokenSource();
        var second = _budget.ReserveAsync(2 * Megabyte, cancellation.Token).AsTask();
        var third = _budget.ReserveAsync(Megabyte, default).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task More_than_there_is_takes_all()
    {
        using (Assert.IsAssignableFrom<IDisposable>(await _budget.ReserveAsync(100L * Megabyte, default)))
            Assert.False(_budget.ReserveAsync(Megabyte, default).AsTask().IsCompleted);
    }
}
