using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class PlainProgressTests
{
    const string Output = """
        #0 building with "default" instance using docker driver

        #7 [b stage-0 2/4] RUN echo hello && exit 3
        #7 0.210 hello
        #7 ...

        #8 [a 2/3] RUN sleep 10
        #8 0.100 other
        #8 CANCELED

        #7 [b stage-0 2/4] RUN echo hello && exit 3
        #7 12.5 last words
        #7 ERROR: process "/bin/sh -c echo hello && exit 3" did not complete successfully: exit code: 3
        ------
         > [b stage-0 2/4] RUN echo hello && exit 3:
        0.210 hello
        ------
        Dockerfile:4
        --------------------
           2 |     FROM base
           4 | >>> RUN echo hello && exit 3
        --------------------
        ERROR: target b: failed to solve: process "/bin/sh -c echo hello && exit 3" did not complete successfully: exit code: 3
        """;

    [Fact]
    public void The_failed_step_is_found_with_its_own_log()
    {
        var failure = PlainProgress.ReadFailure(Output, ["a", "b"]);

        Assert.Equal("b", failure.Target);
        Assert.Equal("[b stage-0 2/4] RUN echo hello && exit 3", failure.Step);
        Assert.Equal("Dockerfile:4", failure.Location);
        Assert.Equal(["   2 |     FROM base", "   4 | >>> RUN echo hello && exit 3"], failure.Source);
        Assert.Equal(["hello", "last words"], failure.Log);
        Assert.Equal("process \"/bin/sh -c echo hello && exit 3\" did not complete successfully: exit code: 3", failure.Error);
    }

    [Fact]
    public void Windows_line_ends_do_not_matter()
        => Assert.Equal(["hello", "last words"], PlainProgress.ReadFailure(Output.ReplaceLineEndings("\r\n"), []).Log);

    [Fact]
    public void An_error_without_a_step_is_given_as_it_is()
    {
        var failure = PlainProgress.ReadFailure("#1 reading docker-bake.hcl\nERROR: no builder \"x\" found", ["a", "b"]);
        Assert.Equal((null, null, "no builder \"x\" found"), (failure.Target, failure.Step, failure.Error));
    }

    [Fact]
    public void Nothing_is_found_in_nothing() => Assert.Null(PlainProgress.ReadFailure("", []).Error);

    [Fact]
    public void Before_0_17_the_target_is_known_by_its_step()
    {
        var failure = PlainProgress.ReadFailure(Output.Replace("target b: ", "", StringComparison.Ordinal), ["a", "b"]);
        Assert.Equal("b", failure.Target);
        Assert.StartsWith("process ", failure.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#1 [gateway 2/3] COPY f /f\n#1 CACHED\n#2 [gateway 3/3] COPY g /g\n#2 CACHED\n", true)]
    [InlineData("#1 [gateway 2/3] COPY f /f\n#1 CACHED\n#2 [gateway 3/3] COPY g /g\n#2 DONE 0.1s\n", false)]
    [InlineData("#1 [gateway build 3/3] COPY g /g\n#1 CACHED\n#2 [gateway stage-1 2/2] COPY g /g\n", true)]
    // Its last step stands under another target's name.
    [InlineData("#1 [gateway 2/3] COPY f /f\n#1 CACHED\n#2 [agent 3/3] COPY g /g\n#2 DONE 0.1s\n", false)]
    [InlineData("#1 [agent 3/3] COPY g /g\n#1 CACHED\n", false)]
    public void The_output_alone_tells_of_an_image_from_the_cache_where_its_last_step_is_there(string output, bool isCached)
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root);
        Assert.Equal(isCached, PlainProgress.ReadRecord(output, plan, plan.Targets.Single(t => t.Name == "gateway")).IsCached);
    }

    [Theory]
    [InlineData("#1 [gateway 2/3] COPY f /f\n#1 CACHED\n#2 [agent 2/3] COPY f /f\n#2 DONE 0.5s\n", "gateway", BakeStatus.Cached)]
    [InlineData("#1 [gateway 2/3] COPY f /f\n#1 CACHED\n#2 [agent 2/3] COPY f /f\n#2 DONE 0.5s\n", "agent", BakeStatus.Built)]
    [InlineData("#1 [gateway 3/3] COPY --from=meta v /v\n#1 ...\n#1 [gateway 3/3] COPY --from=meta v /v\n#1 DONE 0.1s\n", "gateway", BakeStatus.Restamped)]
    [InlineData("#1 [gateway 1/3] FROM x\n#1 DONE 1.0s\n#2 [gateway internal] load build context\n#2 DONE 0.1s\n", "gateway", BakeStatus.Cached)]
    [InlineData("#1 [gateway 2/3] RUN of the base\n#1 DONE 1.0s\n", "os-base", BakeStatus.Built)]
    public void Without_a_history_the_output_tells_what_ran(string output, string target, BakeStatus status)
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root);
        Assert.Equal(status, PlainProgress.ReadRecord(output, plan, plan.Targets.Single(t => t.Name == target)).Status);
    }
}
