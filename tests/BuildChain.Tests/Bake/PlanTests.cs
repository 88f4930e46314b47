using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class PlanTests
{
    static readonly DateTimeOffset Noon = new(2025, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_complete_repository_has_no_problems()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root);

        Assert.Empty(plan.Problems);
        Assert.Same(plan, plan.EnsureSound());
        Assert.Equal(["os-base", "agent", "gateway", "tool"], plan.Targets.Select(t => t.Name));
        Assert.Equal(["os-base"], plan.Targets.Where(t => !t.Requested).Select(t => t.Name));
        Assert.Equal("docker/Dockerfile", plan.Targets.Single(t => t.Name == "gateway").Dockerfile);
        Assert.Equal([".esb/publish/gateway", ".esb/meta", "docker/Dockerfile"], plan.Targets.Single(t => t.Name == "gateway").Inputs);
    }

    [Theory]
    [InlineData(".esb/publish/gateway", "Target 'gateway': its build context is missing: directory .esb/publish/gateway", "./build.sh Publish")]
    [InlineData(".esb/certs", "The file of a build secret is missing: .esb/certs/rootCA.crt (secret 'root_ca' of target 'gateway')", "./build.sh SetupCerts")]
    [InlineData(".esb/meta", "Target 'agent': its named context 'meta' is missing: directory .esb/meta", "./build.sh BakeMeta")]
    [InlineData("docker", "Target 'os-base': its build context is missing: directory docker", "Create it, or correct the context of target 'os-base' in docker-bake.hcl")]
    public void What_is_missing_is_named_with_what_makes_it(string removed, string message, string remedy)
    {
        using var root = PlanFixture.Complete();
        Directory.Delete(root.At(removed), recursive: true);

        Assert.Contains(new PlanProblem(PlanFixture.Plan(root).Problems[0].Target, message, remedy), PlanFixture.Plan(root).Problems);
    }

    [Fact]
    public void A_missing_Dockerfile_is_named_by_its_path_in_the_repository()
    {
        using var root = PlanFixture.Complete();
        File.Delete(root.At("docker/Dockerfile"));

        Assert.Contains(PlanFixture.Plan(root).Problems, p => p.Message == "Target 'agent': its Dockerfile is missing: docker/Dockerfile");
    }

    [Fact]
    public void Two_targets_must_not_share_a_tag()
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, PlanFixture.Model.Replace("\"esb-gateway:t1\"", "\"esb-agent:t1\"", StringComparison.Ordinal));

        var problem = Assert.Single(plan.Problems);
        Assert.Equal("Targets 'agent' and 'gateway' share the tag esb-agent:t1: the last one built would win", problem.Message);
    }

    [Fact]
    public void Two_targets_must_not_share_a_cache()
    {
        using var root = PlanFixture.Complete();
        var shared = new TargetCache([], [BakeAttributes.Of("local", ("dest", ".esb/cache/x"))]);
        var plan = PlanFixture.Plan(root, change: r => r with
        {
            Cache = new Dictionary<string, TargetCache> { ["agent"] = shared, ["gateway"] = shared with { To = [BakeAttributes.Of("local", ("dest", ".esb/cache/x/"))] } },
        });

        var problem = Assert.Single(plan.Problems);
        Assert.StartsWith("Targets 'agent' and 'gateway' share the cache destination .esb/cache/x:", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("esb-gateway:a b", "'a b' is not a tag")]
    [InlineData("${P}esb-gateway:1", "a template that was not filled in")]
    [InlineData("localhost:5010/esb-gateway:1", "IPv6")]
    public void A_tag_that_no_registry_takes_is_a_problem(string tag, string fault)
    {
        using var root = PlanFixture.Complete();
        var plan = PlanFixture.Plan(root, PlanFixture.Model.Replace("esb-gateway:t1", tag, StringComparison.Ordinal));

        var problem = Assert.Single(plan.Problems);
        Assert.StartsWith("Target 'gateway': ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(fault, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_in_one_failure_with_each_remedy_once()
    {
        using var root = new TemporaryDirectory().Write("docker/Dockerfile");

        var e = Assert.Throws<BuildChainException>(() => PlanFixture.Plan(root).EnsureSound());

        Assert.Contains("directory .esb/publish/agent", e.Message, StringComparison.Ordinal);
        Assert.Contains("directory .esb/publish/gateway", e.Message, StringComparison.Ordinal);
        Assert.Equal("./build.sh Publish; ./build.sh BakeMeta; ./build.sh SetupCerts", e.Remedy);
    }

    [Fact]
    public void The_table_shows_why_upon_what_and_from_which_cache()
    {
        using var root = PlanFixture.Complete();
        Directory.Delete(root.At(".esb/meta"));
        root.Write(".esb/cache/gateway/index.json").Write(".esb/cache/gateway/blobs/sha256/1", new string('x', 1536));
        File.SetLastWriteTimeUtc(root.At(".esb/cache/gateway/index.json"), Noon.UtcDateTime.AddMinutes(-90));

        Snapshot.Match(PlanTable.Render(PlanFixture.Plan(root).WithCacheStates(), Noon), "table.txt");
    }

    [Fact]
    public void The_json_has_everything_and_is_the_same_each_time()
    {
        using var root = PlanFixture.Complete();
        root.Write(".esb/cache/gateway/index.json");
        File.SetLastWriteTimeUtc(root.At(".esb/cache/gateway/index.json"), Noon.UtcDateTime);
        File.Delete(root.At(".esb/certs/rootCA.crt"));

        Snapshot.Match(PlanJson.Render(PlanFixture.Plan(root).WithCacheStates()), "plan.json");
    }

    [Fact]
    public void The_chart_shows_what_is_built_upon_what()
    {
        using var root = PlanFixture.Complete();
        Directory.Delete(root.At(".esb/meta"));

        Snapshot.Match(PlanMermaid.Render(PlanFixture.Plan(root)), "chart.mmd");
    }

    [Fact]
    public async Task A_buildx_that_is_too_old_is_not_even_started()
    {
        var old = PlanFixture.Docker with { Path = "/nonexistent", Buildx = new Version(0, 12, 1) };
        var e = await Assert.ThrowsAsync<BuildChainException>(() => BakePlanner.PlanAsync(new BakeRequest("/"), old));
        Assert.Equal("buildx 0.12.1 is too old; 0.13 or later is needed", e.Message);
    }
}
