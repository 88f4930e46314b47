using BuildChain.Bake;

namespace BuildChain.Tests.Bake;

public sealed class BuildersTests : IDisposable
{
    readonly TemporaryDirectory root = new TemporaryDirectory()
        .Write("docker/buildx/instances/fast", "{}")
        .Write("docker/contexts/meta/0f/meta.json", """{ "Name": "remote-engine" }""")
        .Write("docker/contexts/meta/1f/meta.json", "broken")
        .Write("elsewhere/instances/ci", "{}");

    public void Dispose() => root.Dispose();

    [Fact]
    public void Instances_contexts_and_the_default_are_builders()
        => Assert.Equal(["default", "fast", "remote-engine"], Builders.Names([root.At("docker"), root.At("missing")]));

    [Fact]
    public void BUILDX_CONFIG_adds_its_own() => Assert.Contains("ci", Builders.Names([], root.At("elsewhere")));

    [Fact]
    public void On_a_machine_without_docker_there_is_the_default() => Assert.Equal(["default"], Builders.Names([root.At("missing")]));
}
