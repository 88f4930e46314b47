using BuildChain.Engine;

namespace BuildChain.Tests.Engine;

public sealed class DockerEndpointTests : IDisposable
{
    readonly TemporaryDirectory config = new();

    public void Dispose() => config.Dispose();

    [Fact]
    public void DOCKER_HOST_comes_first()
    {
        UseContext("remote");

        Assert.Equal("/a.sock", Resolve(("DOCKER_HOST", "unix:///a.sock"), ("DOCKER_CONTEXT", "remote")).Socket);
    }

    [Fact]
    public void The_current_context_is_followed()
    {
        UseContext("remote");

        Assert.Equal(new DockerEndpoint("ssh://host.example", "docker context remote"), Resolve());
    }

    [Fact]
    public void DOCKER_CONTEXT_overrides_the_current_one()
    {
        UseContext("remote");

        Assert.Equal("unix:///var/run/docker.sock", Resolve(("DOCKER_CONTEXT", "default")).Host);
    }

    [Fact]
    public void A_context_that_cannot_be_read_is_left_to_the_CLI()
        => Assert.Null(Resolve(("DOCKER_CONTEXT", "unknown")).Host);

    [Fact]
    public void A_broken_configuration_counts_as_none()
    {
        config.Write("config.json", "{ not json");

        Assert.Equal("/var/run/docker.sock", Resolve().Socket);
    }

    DockerEndpoint Resolve(params (string Name, string Value)[] variables)
        => DockerEndpoint.Resolve(name => variables.FirstOrDefault(variable => variable.Name == name).Value, config.Path);

    // The directory's name is the SHA-256 of "remote".
    void UseContext(string name)
    {
        config.Write("config.json", $$"""{ "currentContext": "{{name}}" }""");
        config.Write(
            "contexts/meta/" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))) + "/meta.json",
            """{ "Name": "remote", "Endpoints": { "docker": { "Host": "ssh://host.example" } } }""");
    }
}
