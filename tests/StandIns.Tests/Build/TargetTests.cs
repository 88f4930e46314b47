namespace StandIns.Tests.BuildContract;

public class TargetTests
{
    [Fact]
    public async Task Without_arguments_the_default_target_runs_with_its_dependencies()
    {
        using var build = await SampleBuild.Run();

        Assert.Equal(0, build.ExitCode);
        Assert.Equal(
            """

            ╬════════════
            ║ Restore
            ╬═══

            00:00:00 [INF] Restoring

            ╬════════════
            ║ Compile
            ╬═══

            00:00:00 [DBG] Compiling 3 files for Docker

            ═══════════════════════════════════════
            Target             Status      Duration
            ───────────────────────────────────────
            Restore            Succeeded     < 1sec
            Compile            Succeeded     < 1sec   // Files: 3, Mode: Docker
            ───────────────────────────────────────
            Total                            < 1sec
            ═══════════════════════════════════════

            Build succeeded on <date>. ＼（＾ᴗ＾）／

            """.ReplaceLineEndings("\n"),
            build.Output);
    }

    [Theory]
    [InlineData("Test", "Pack")]
    [InlineData("--target", "Test", "Pack")]
    [InlineData("test+pack")]
    [InlineData("Pack", "Test")]
    public async Task Several_targets_run_in_the_order_that_their_definitions_ask_for(params string[] arguments)
    {
        using var build = await SampleBuild.Run(arguments);

        Assert.Equal(0, build.ExitCode);
        Assert.Equal(["Prepare", "Restore", "Compile", "Pack", "Test", "Notify", "Report"], build.Banners.Where(x => !x.StartsWith("Errors", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dashes_and_case_in_a_target_name_do_not_matter()
    {
        using var build = await SampleBuild.Run("only-FOR-static");

        Assert.Equal(["OnlyForStatic Succeeded"], build.Summary);
    }

    [Fact]
    public async Task An_unknown_target_ends_the_build_with_the_list_of_targets()
    {
        using var build = await SampleBuild.Run("Nope");

        Assert.Equal(255, build.ExitCode & 255);
        Assert.StartsWith(
            "Target with name 'Nope' does not exist. Available targets are:\n  - AfterFail\n  - AfterFlaky\n", build.Output, StringComparison.Ordinal);
        Assert.Contains("\n  - Report\n", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skip_alone_leaves_only_what_was_invoked()
    {
        using var build = await SampleBuild.Run("Test", "--skip");

        Assert.Equal(["Test"], build.Banners);
        Assert.Contains("Compile            Skipped                // Skipped: via parameter", build.Lines);
        Assert.Contains("Report             Skipped                // Skipped: because of Test", build.Lines);
    }

    [Fact]
    public async Task Skip_with_names_leaves_those_out()
    {
        using var build = await SampleBuild.Run("Test", "--skip", "restore", "Compile");

        Assert.Equal(["Restore Skipped", "Compile Skipped", "Test Succeeded", "Report Succeeded"], build.Summary);
    }

    [Fact]
    public async Task A_false_static_condition_skips_the_dependencies_that_nothing_else_needs()
    {
        using var build = await SampleBuild.Run("DynamicallyOff");

        Assert.Equal(0, build.ExitCode);
        Assert.Equal(["Prepare"], build.Banners);
        Assert.Contains("OnlyForStatic        Skipped                // Skipped: because of StaticallyOff", build.Lines);
        Assert.Contains("StaticallyOff        Skipped                // OnlyWhen: Retries > 100", build.Lines);
        Assert.Contains("DynamicallyOff       Skipped                // OnlyWhen: Names.Length > 100", build.Lines);
        Assert.Contains("KeepsDependencies    Skipped                // OnlyWhen: Retries < 0", build.Lines);
    }

    [Fact]
    public async Task Components_give_targets_that_the_build_and_other_components_can_override()
    {
        using var build = await SampleBuild.Run("Ship", "Greet", "Wave");

        Assert.Equal(["Greet Succeeded", "Lint Succeeded", "Ship Succeeded", "Wave Succeeded"], build.Summary);
        Assert.Equal(
            ["Hello", "How do you do?", "Linting at null", "Shipping latest null", "Waving", "with both hands"],
            build.Lines.Where(x => x.Contains("[INF]", StringComparison.Ordinal)).Select(x => x["00:00:00 [INF] ".Length..]));
    }

    [Fact]
    public async Task Extensions_are_told_what_happens()
    {
        using var build = await new SampleBuild().With("SAMPLE_ANNOUNCE", "1").Execute("AfterFail", "Always", "StaticallyOff");

        Assert.Equal(
            [
                "created with 32",
                "initialized: OnlyForStatic StaticallyOff Fail Always AfterFail",
                "skipped OnlyForStatic", "skipped StaticallyOff", "running Fail", "failed Fail", "running Always", "succeeded Always",
                "finished: bad",
            ],
            build.Lines.Where(x => x.StartsWith("announce", StringComparison.Ordinal)).Select(x => x["announce: ".Length..]));
    }

    [Fact]
    public async Task Continue_leaves_out_what_succeeded_in_the_last_attempt()
    {
        using var build = await SampleBuild.Run("FailAsync");
        Assert.Equal(["OnlyForStatic Succeeded", "FailAsync Failed"], build.Summary);

        await build.Execute("FailAsync", "--continue");

        Assert.Equal(["OnlyForStatic Skipped", "FailAsync Failed"], build.Summary);
    }

    [Fact]
    public async Task A_build_may_set_its_exit_code()
    {
        using var build = await SampleBuild.Run("CustomExit");

        Assert.Equal(7, build.ExitCode);
    }
}
