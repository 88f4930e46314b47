using System.Text.Json;
using BuildChain.Compose;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Stack;

/// <summary>The repository's compose files, with compose as the oracle.</summary>
public sealed class ComposeFilesTests
{
    public static TheoryData<string> Files { get; } = [.. new[] { "docker", "containerd", "fc", "fc-node", "registry" }.Select(mode => $"docker-compose.{mode}.yml")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_valid_builds_nothing_and_says_what_this_library_reads_in_it(string file)
    {
        var engine = await TestStack.EngineAsync();
        var request = engine.Docker("compose", "--file", file, "config", "--format", "json") with { WorkingDirectory = TestStack.Root };
        var result = await ProcessRunner.RunAsync(request with
        {
            Environment = new Dictionary<string, string?>(engine.Environment, StringComparer.Ordinal) { ["COMPOSE_PROJECT_NAME"] = "esb-x", ["ESB_TAG"] = "v1", ["ESB_REGISTRY"] = "r.test/" },
        });
        using var config = JsonDocument.Parse(result.Output);
        var services = config.RootElement.GetProperty("services");
        var read = ComposeFile.Read(file, TestStack.Root).Services;

        Assert.Equal(services.EnumerateObject().Select(service => service.Name).Order(StringComparer.Ordinal), read.Select(service => service.Name).Order(StringComparer.Ordinal));
        Assert.All(services.EnumerateObject(), service =>
        {
            var own = read.Single(r => r.Name == service.Name);
            var image = ComposeTemplate.Expand(own.Image!, name => name switch { "ESB_TAG" => "v1", "ESB_REGISTRY" => "r.test/", _ => null });
            Assert.Equal(service.Value.GetProperty("image").GetString(), image);
            Assert.Equal(service.Value.GetProperty("pull_policy").GetString(), own["pull_policy"]!.Text);
            Assert.False(service.Value.TryGetProperty("build", out _), service.Name);
            Assert.False(service.Value.TryGetProperty("container_name", out _), service.Name);
        });
    }

    [Theory]
    [InlineData("docker-compose.docker.yml")]
    [InlineData("docker-compose.containerd.yml")]
    public async Task Networks_and_volumes_are_named_by_project(string file)
    {
        var engine = await TestStack.EngineAsync();
        var request = engine.Docker("compose", "--project-name", "esb-x", "--file", file, "config", "--format", "json") with { WorkingDirectory = TestStack.Root };
        using var config = JsonDocument.Parse((await ProcessRunner.RunAsync(request)).Output);

        foreach (var kind in new[] { "networks", "volumes" })
        {
            Assert.All(
                config.RootElement.GetProperty(kind).EnumerateObject().Where(item => !item.Value.TryGetProperty("external", out _)),
                item => Assert.Equal($"esb-x_{item.Name}", item.Value.GetProperty("name").GetString()));
        }
    }
}
