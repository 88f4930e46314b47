using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class TargetFingerprintTests : IDisposable
{
    readonly TemporaryDirectory root = PlanFixture.Complete();

    public void Dispose() => root.Dispose();

    string Of(string target, string model = PlanFixture.Model) => TargetFingerprint.Of(PlanFixture.Plan(root, model))[target];

    [Fact]
    public void It_is_the_same_while_nothing_changes() => Assert.Equal(Of("gateway"), Of("gateway"));

    [Fact]
    public void A_file_of_the_context_changes_that_target_only()
    {
        var (gateway, agent) = (Of("gateway"), Of("agent"));
        root.Write(".esb/publish/gateway/new", "x");

        Assert.NotEqual(gateway, Of("gateway"));
        Assert.Equal(agent, Of("agent"));
    }

    [Fact]
    public void A_file_of_the_base_changes_what_is_built_upon_it()
    {
        var before = Of("gateway");
        root.Write("docker/more", "x");

        Assert.NotEqual(before, Of("gateway"));
    }

    [Fact]
    public void Another_tag_changes_nothing()
        => Assert.Equal(Of("gateway"), Of("gateway", PlanFixture.Model.Replace("esb-gateway:t1", "esb-gateway:t2", StringComparison.Ordinal)));
}
