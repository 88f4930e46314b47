namespace StandIns.Tests.BuildContract;

public class LogTests
{
    [Fact]
    public async Task Messages_show_their_level_and_values()
    {
        using var build = await SampleBuild.Run("Levels");

        Assert.Equal(
            [
                "00:00:00 [DBG] debug text",
                "00:00:00 [INF] information True 1.5",
                "00:00:00 [WRN] warning {X=1, Y=\"z\"}",
                "00:00:00 [ERR] error [\"a\", \"b\"]",
                "System.IO.IOException: gone",
                "00:00:00 [FTL] fatal {[\"k\"]=1}",
                "00:00:00 [INF] ",
                "00:00:00 [INF] json {\"a\": {\"b\": 1}} and zero null",
                "00:00:00 [WRN] two",
                "lines",
                "00:00:00 [INF] char 'c' date 01/02/2024 00:00:00 enum Docker time 00:00:00 null null",
                "",
            ],
            build.Lines.Skip(5).Take(12));
        Assert.Contains("[FTL] Levels: fatal {[\"k\"]=1}", build.Lines);
    }

    [Theory]
    [InlineData("verbose", "VRB DBG INF WRN ERR FTL")]
    [InlineData("normal", "DBG INF WRN ERR FTL")]
    [InlineData("minimal", "WRN ERR FTL")]
    [InlineData("quiet", "ERR FTL")]
    public async Task The_verbosity_decides_what_is_printed(string verbosity, string levels)
    {
        using var build = await SampleBuild.Run("Levels", "--verbosity", verbosity);

        var printed = build.Lines
            .Where(x => x.StartsWith("00:00:00 [", StringComparison.Ordinal) && !x.Contains(".On", StringComparison.Ordinal))
            .Select(x => x[10..13])
            .Distinct();
        Assert.Equal(levels.Split(' '), printed);
    }

    [Fact]
    public async Task Everything_is_in_the_log_files()
    {
        using var build = await SampleBuild.Run("Levels", "--verbosity", "quiet");

        var log = build.Read(".nuke/temp/build.log");
        Assert.Contains(" | V | Levels               | verbose 1\n", log, StringComparison.Ordinal);
        Assert.Contains(" | F | Levels               | fatal [(\"k\": 1)]\n", log, StringComparison.Ordinal);
        var archived = Assert.Single(Directory.GetFiles(Path.Combine(build.Root, ".nuke", "temp"), "build.*.log"));
        Assert.Contains("\nE | Levels               | error [\"a\", \"b\"]\nSystem.IO.IOException: gone\n", build.Read(archived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_GitHub_targets_are_groups_and_problems_are_annotations()
    {
        using var build = await new SampleBuild().With("GITHUB_ACTIONS", "true").Execute("Levels");

        Assert.Equal("::group::Levels", build.Lines[0]);
        Assert.Contains("::endgroup::Levels", build.Lines);
        Assert.Contains("::warning::warning { X: 1, Y: \"z\" }", build.Lines);
        Assert.Contains("::warning::two%0Alines", build.Lines);
        Assert.Contains("::error::fatal [(\"k\": 1)]", build.Lines);
        Assert.Contains("::group::Errors & Warnings", build.Lines);
        Assert.DoesNotContain("║ Levels", build.Lines);
    }

    [Fact]
    public async Task With_TERM_xterm_even_a_file_gets_256_colours()
    {
        using var build = await new SampleBuild().With("TERM", "xterm").Execute("AfterFlaky");

        Assert.Contains(
            "\e[38;5;247m00:00:00\e[0m\e[38;5;247m [\e[0m\e[38;5;196;1mERR\e[0m\e[38;5;247m] \e[0m\e[39mTarget \e[0m\e[38;5;45;1mFlaky\e[0m"
            + "\e[39m has thrown an exception\e[0m",
            build.Lines);
        Assert.Contains("\e[38;5;196;1mFlaky              Failed        < 1sec   // Exception: flaked\e[0m", build.Lines);
        Assert.Contains("\e[32;1mAfterFlaky         Succeeded     < 1sec\e[0m", build.Lines);
    }
}
