namespace StandIns.Tests.BuildContract;

public class FailureTests
{
    [Fact]
    public async Task A_failed_target_shows_its_exception_and_fails_the_build()
    {
        using var build = await SampleBuild.Run("AfterFail");

        Assert.Equal(255, build.ExitCode & 255);
        Assert.Equal(
            """

            ╬═════════
            ║ Fail
            ╬══

            00:00:00 [ERR] Target Fail has thrown an exception
            System.InvalidOperationException: It broke
            badly

            ╬══════════════════════
            ║ Errors & Warnings
            ╬═════════════

            [ERR] Fail: Target Fail has thrown an exception

            ═══════════════════════════════════════
            Target             Status      Duration
            ───────────────────────────────────────
            Fail               Failed        < 1sec   // InvalidOperationException: It broke
            AfterFail          NotRun
            ───────────────────────────────────────
            Total                            < 1sec
            ═══════════════════════════════════════

            Build failed on <date>. (╯°□°）╯︵ ┻━┻

            """.ReplaceLineEndings("\n"),
            string.Join('\n', build.Lines.Select(x => x.TrimEnd())));
    }

    [Fact]
    public async Task An_assured_target_runs_after_a_failure()
    {
        using var build = await SampleBuild.Run("AfterFail", "Always");

        Assert.Equal(["Fail Failed", "Always Succeeded", "AfterFail NotRun"], build.Summary);
    }

    [Fact]
    public async Task After_a_failure_that_does_not_matter_the_build_goes_on_and_fails_in_the_end()
    {
        using var build = await SampleBuild.Run("AfterFlaky");

        Assert.Equal(255, build.ExitCode & 255);
        Assert.Equal(["Flaky Failed", "AfterFlaky Succeeded"], build.Summary);
        Assert.Contains("[ERR] AfterFlaky: Not so good: 007 a {braces} {Text,8}|{Text2,-8}|", build.Lines);
    }

    [Fact]
    public async Task An_assertion_quotes_what_was_asserted()
    {
        using var build = await SampleBuild.Run("FailAssert");

        Assert.Contains(
            "FailAssert         Failed        < 1sec   // ArgumentException: Expected condition to be true (Parameter 'Retries > 100')",
            build.Lines);
    }

    [Fact]
    public async Task An_exception_of_an_asynchronous_target_is_the_original_one()
    {
        using var build = await SampleBuild.Run("FailAsync");

        Assert.Contains("FailAsync          Failed        < 1sec   // AggregateException: Many (disk) (net)", build.Lines);
    }

    [Fact]
    public async Task A_condition_that_throws_fails_the_build()
    {
        using var build = await SampleBuild.Run("BadCondition");

        Assert.Equal(255, build.ExitCode & 255);
        Assert.Contains("00:00:00 [ERR] Invocation of condition for BadCondition has thrown an exception", build.Lines);
        Assert.Equal(["BadCondition NotRun"], build.Summary);
    }

    [Fact]
    public async Task A_missing_required_parameter_stops_the_build_before_it_starts()
    {
        using var build = await SampleBuild.Run("Publish", "--host", "GitHubActions");

        Assert.Equal(255, build.ExitCode & 255);
        Assert.Contains("Target 'Publish' requires member 'ApiKey' to be not null or empty", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("::group::", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_false_requirement_is_shown_as_it_was_written()
    {
        using var build = await SampleBuild.Run("Publish", "--api-key", "k", "--retries", "0");

        Assert.Equal(255, build.ExitCode & 255);
        Assert.Contains("Target 'Publish' requires '(value(SampleBuild.Build).Retries > 0)'", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_aborts_the_target_and_still_runs_the_assured_ones()
    {
        using var build = await new SampleBuild().Interrupt("waiting", "AfterWait", "Rescue");

        Assert.Equal(["Wait Aborted", "Rescue Succeeded", "AfterWait NotRun"], build.Summary);
        Assert.Contains("Build failed on <date>. (╯°□°）╯︵ ┻━┻", build.Lines);
    }
}
