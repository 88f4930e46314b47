using BuildChain.Bench.Measuring;

namespace BuildChain.Bench.Tests;

public class MeasuringTests
{
    [Theory]
    [InlineData(2, new double[] { 2 })]
    [InlineData(3, new double[] { 9, 1, 3 })]
    [InlineData(2.5, new double[] { 4, 1, 2, 3 })]
    public void The_median_is_the_middle(double expected, double[] values) => Assert.Equal(expected, Median.Of(values));

    [Fact]
    public void Nothing_has_no_median() => Assert.Throws<ArgumentException>(() => Median.Of([]));

    [Fact]
    public void A_ratio_is_the_median_of_the_rounds_ratios()
    {
        // The machine was ten times slower in the second round; both sides were.
        var samples = new Samples(new Dictionary<string, IReadOnlyList<double>> { ["a"] = [1, 10, 3], ["b"] = [2, 20, 2] });

        Assert.Equal(0.5, samples.Ratio("a", to: "b"));
    }

    [Fact]
    public async Task Each_side_begins_in_turn()
    {
        var ran = "";
        Side Side(string name) => new(name, (round, _) =>
        {
            ran += name;
            return Task.FromResult((double)round);
        });

        var samples = await SideBySide.MeasureAsync(3, _ => { }, CancellationToken.None, Side("a"), Side("b"), Side("c"));

        Assert.Equal("abcbcacab", ran);
        Assert.Equal([0, 1, 2], samples.Sides["b"]);
    }

    [Fact]
    public async Task Nothing_more_is_measured_after_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var runs = 0;
        var side = new Side("a", async (_, _) =>
        {
            await stop.CancelAsync();
            return ++runs;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SideBySide.MeasureAsync(3, _ => { }, stop.Token, side));

        Assert.Equal(1, runs);
    }
}
