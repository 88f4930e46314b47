using BuildChain.Buildx;

namespace BuildChain.Tests.Buildx;

public sealed class BuilderCommandsTests
{
    [Fact]
    public void A_container_builder_is_created_in_the_hosts_network_with_its_configuration_and_the_proxy()
    {
        var spec = new BuilderSpec("ci", BuilderSpec.Container)
        {
            DriverOptions = ["image=registry.example/moby/buildkit:v0.26.0"],
            Settings = new BuildkitSettings { Proxy = new Dictionary<string, string> { ["NO_PROXY"] = "localhost,127.0.0.1", ["HTTPS_PROXY"] = "http://proxy.example:3128" } },
        };

        Assert.Equal(
            "buildx create --name ci --driver docker-container --buildkitd-config /home/b/buildkitd.toml --driver-opt network=host "
            + "--driver-opt env.HTTPS_PROXY=http://proxy.example:3128 --driver-opt \"env.NO_PROXY=localhost,127.0.0.1\" --driver-opt image=registry.example/moby/buildkit:v0.26.0",
            string.Join(' ', BuilderCommands.Create(spec, "/home/b/buildkitd.toml")));
    }

    [Fact]
    public void A_given_option_takes_the_place_of_the_one_that_follows_from_the_settings()
        => Assert.Equal(["network=builds"], BuilderCommands.Options(new BuilderSpec("ci", BuilderSpec.Container) { DriverOptions = ["network=builds"] }));

    [Fact]
    public void A_remote_builder_is_just_its_address_and_options()
        => Assert.Equal(
            "buildx create --name far --driver remote --driver-opt cacert=/certs/ca.pem tcp://buildkit.example:1234",
            string.Join(' ', BuilderCommands.Create(
                new BuilderSpec("far", BuilderSpec.Remote) { Endpoint = "tcp://buildkit.example:1234", DriverOptions = ["cacert=/certs/ca.pem"] }, "unused")));

    [Fact]
    public void A_kubernetes_builder_takes_a_configuration_but_no_network_of_a_host()
        => Assert.Equal(
            "buildx create --name pods --driver kubernetes --buildkitd-config c.toml --driver-opt namespace=builds --driver-opt replicas=2",
            string.Join(' ', BuilderCommands.Create(
                new BuilderSpec("pods", BuilderSpec.Kubernetes) { DriverOptions = ["namespace=builds", "replicas=2"] }, "c.toml")));

    [Fact]
    public void A_builder_is_checked_by_starting_it_and_removed_without_its_cache()
    {
        Assert.Equal(["buildx", "inspect", "ci", "--bootstrap"], BuilderCommands.Inspect("ci"));
        Assert.Equal(["buildx", "rm", "--keep-state", "ci"], BuilderCommands.Remove("ci"));
    }

    [Theory]
    [InlineData("default", "docker-container", null, "", "has the docker driver")]
    [InlineData("far", "remote", null, "", "needs the address")]
    [InlineData("far", "remote", "buildkit.example:1234", "", "no address of a BuildKit")]
    [InlineData("pods", "kubernetes", "staging", "", "does not go with --driver kubernetes")]
    [InlineData("ci", "docker-container", null, "image", "--driver-opt: 'image'")]
    [InlineData("ci", "docker-contianer", null, "", "Did you mean 'docker-container'?")]
    public void What_cannot_be_is_refused(string name, string driver, string? endpoint, string option, string message)
        => Assert.Contains(
            message,
            Assert.Throws<BuildChainException>(() => new BuilderSpec(name, driver) { Endpoint = endpoint, DriverOptions = option.Length == 0 ? [] : [option] }.Checked()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_configuration_has_mirrors_registries_without_encryption_an_authority_and_a_limit_of_the_cache()
        => Snapshot.Match(
            BuildkitConfiguration.Render(new BuildkitSettings
            {
                Mirrors = ["mirror.example:5000/hub", "second.example"],
                Insecure = ["127.0.0.1:5010"],
                AuthorityFile = "/etc/ssl/company \"ca\".pem",
                KeepBytes = 30_000_000_000,
            }),
            "buildkitd.toml");

    [Fact]
    public void What_buildx_keeps_of_a_builder_tells_its_driver()
    {
        using var home = new TemporaryDirectory();
        home.Write("buildx/instances/far", """{"Name":"far","Driver":"remote","Nodes":[{"Name":"far0","Endpoint":"tcp://b:1"}]}""");
        home.Write("buildx/instances/broken", "{");

        Assert.Equal(new BuilderState("far", "remote", "tcp://b:1"), BuilderState.Find("far", ["/nowhere", home.Path]));
        Assert.False(BuilderState.Find("far", [home.Path])!.IsEngine);
        Assert.Null(BuilderState.Find("other", [home.Path]));
        Assert.Contains("docker buildx rm broken", Assert.Throws<BuildChainException>(() => BuilderState.Find("broken", [home.Path])).Remedy, StringComparison.Ordinal);
    }
}
