namespace BuildChain.Bench.Tests;

public class BenchOptionsTests
{
    [Fact]
    public void Cases_are_the_words_after_their_option()
        => Assert.Equal(["b", "f"], BenchOptions.Parse(["--cases", "b", "f", "--root", "."]).Cases);

    [Theory]
    [InlineData("--root", ".", "--case", "b")]
    [InlineData("--root")]
    [InlineData("--cases", "b")]
    public void A_command_line_that_makes_no_sense_is_refused(params string[] arguments)
        => Assert.Throws<BuildChainException>(() => BenchOptions.Parse(arguments));

    [Fact]
    public void An_unknown_case_lists_those_there_are()
    {
        var e = Assert.Throws<BuildChainException>(() => BenchCases.Choose(["z"]));

        Assert.Contains("'z'", e.Message, StringComparison.Ordinal);
        Assert.Contains("c (cache size", e.Message, StringComparison.Ordinal);
    }
}
