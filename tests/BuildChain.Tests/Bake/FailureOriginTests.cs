using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public class FailureOriginTests
{
    static readonly string[] Quoted = ["   1 |     FROM scratch", "   2 | >>> RUN false"];

    [Fact]
    public void The_target_is_the_one_whose_Dockerfile_has_the_quoted_lines()
    {
        using var root = PlanFixture.Complete().Write("docker/Dockerfile", "FROM scratch\nRUN false\n").Write("other/Dockerfile", "FROM os-base\n");
        var model = PlanFixture.Model.Replace("\"dockerfile\": \"../../../docker/Dockerfile\"", "\"dockerfile\": \"../../../other/Dockerfile\"", StringComparison.Ordinal);
        var plan = PlanFixture.Plan(root, model);

        Assert.Equal("os-base", FailureOrigin.Of(plan, new BakeFailure { Target = "gateway", Source = Quoted }).Target);
    }

    [Fact]
    public void The_target_that_buildx_names_stays_where_its_Dockerfile_has_them()
    {
        using var root = PlanFixture.Complete().Write("docker/Dockerfile", "FROM scratch\nRUN false\n");

        Assert.Equal("gateway", FailureOrigin.Of(PlanFixture.Plan(root), new BakeFailure { Target = "gateway", Source = Quoted }).Target);
    }

    [Fact]
    public void Without_quoted_lines_nothing_changes()
    {
        using var root = PlanFixture.Complete();
        var failure = new BakeFailure { Target = "gateway" };

        Assert.Same(failure, FailureOrigin.Of(PlanFixture.Plan(root), failure));
    }
}
