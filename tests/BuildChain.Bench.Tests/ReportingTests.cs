using BuildChain.Bench.Measuring;
using BuildChain.Bench.Reporting;
using BuildChain.Tests;

namespace BuildChain.Bench.Tests;

public class ReportingTests
{
    static readonly IReadOnlyList<Figure> Figures =
    [
        new("a", "failed builds ÷ builds", 0) { Goal = Goal.AtMost(0), Note = "0 of 200" },
        new("b", "one lock around each ÷ one build", 2.349),
        new("c", "size ÷ live bytes", 1.2004) { Goal = Goal.AtMost(1.2) },
        new("d", "export ÷ plain", 0.01234)
        {
            Goal = Goal.AtMost(0.3),
            Samples = new Samples(new Dictionary<string, IReadOnlyList<double>> { ["shared"] = [0.001, 0.0012345], ["plain"] = [0.1, 0.2] }),
        },
        new("e", "without ÷ with", 12.345) { Goal = Goal.AtLeast(4) },
        Figure.NotMeasured("f", "unchanged", "there is no engine"),
    ];

    [Fact]
    public void The_table_has_a_line_per_figure() => Snapshot.Match(BenchTable.Render(Figures), "txt");

    [Fact]
    public void The_document_has_the_samples_behind_the_ratios()
        => Snapshot.Match(
            BenchJson.Render(new BenchRun(new DateTimeOffset(2026, 3, 1, 10, 15, 30, TimeSpan.Zero), 61, 2, "engine 28.5.2, buildx 0.29.1"), Figures), "json");

    [Fact]
    public void A_goal_is_compared_with_the_unrounded_ratio()
    {
        Assert.False(Goal.AtMost(1.3).IsReachedBy(1.3001));
        Assert.True(Goal.AtMost(1.3).IsReachedBy(1.3));
        Assert.True(Goal.AtLeast(4).IsReachedBy(4));
        Assert.False(Goal.AtLeast(4).IsReachedBy(3.9999));
    }

    [Fact]
    public void Without_a_ratio_nothing_is_reached_or_missed()
        => Assert.Null((Figure.NotMeasured("e", "rebuild", "no engine") with { Goal = Goal.AtMost(1) }).Reached);
}
