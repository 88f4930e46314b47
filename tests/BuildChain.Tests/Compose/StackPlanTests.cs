using BuildChain.Compose;
using BuildChain.Engine;

namespace BuildChain.Tests.Compose;

public sealed class StackPlanTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Images_are_what_compose_would_run_whatever_the_environment_says()
    {
        var plan = Plan(settings => settings with { Tag = "v1", RegistryPrefix = "127.0.0.1:5010/" });

        Assert.Equal(["127.0.0.1:5010/esb-agent-docker:v1"], plan.Images);
        Assert.Equal(["agent"], plan.Services);
    }

    [Fact]
    public void Images_of_functions_come_from_the_configuration()
    {
        _directory.Write("config/functions.yml", "version: 1\nfunctions:\n  a: { image: esb-a }\n  b: { image: esb-b }\n  c: { image: esb-a }\n");

        Assert.Equal(["esb-a:v1", "esb-b:v1"], Plan(settings => settings with { Tag = "v1" }).FunctionImages);
    }

    [Fact]
    public void A_stack_without_configuration_gets_an_empty_one_and_keeps_what_is_there()
    {
        _directory.Write("config/functions.yml", "mine");

        Assert.True(StackConfiguration.EnsureExists(_directory.At("config")));
        Assert.False(StackConfiguration.EnsureExists(_directory.At("config")));

        Assert.Equal("mine", File.ReadAllText(_directory.At("config/functions.yml")));
        Assert.Equal("version: 1\nroutes: []\n", File.ReadAllText(_directory.At("config/routing.yml")));
        Assert.True(File.Exists(_directory.At("config/resources.yml")));
    }

    [Fact]
    public void Compose_is_told_the_project_by_one_variable_and_no_other_files_than_those_given()
    {
        var up = Plan(settings => settings with { Ports = new StackPorts(8443, 1, 2), Environment = new Dictionary<string, string> { ["LOG_LEVEL"] = "debug" } })
            .Compose("up", "--detach");

        Assert.Equal(["compose", "--file", "docker-compose.docker.yml", "up", "--detach"], up.Arguments);
        Assert.Equal(_directory.Path, up.WorkingDirectory);
        Assert.Equal("esb-test", up.Environment["COMPOSE_PROJECT_NAME"]);
        Assert.Null(up.Environment["COMPOSE_FILE"]);
        Assert.Equal("8443", up.Environment["PORT_GATEWAY_HTTPS"]);
        Assert.Equal("debug", up.Environment["LOG_LEVEL"]);
        Assert.Equal("unix:///run/test.sock", up.Environment["DOCKER_HOST"]);
    }

    [Fact]
    public void The_gateways_url_names_its_port_unless_it_is_the_usual_one()
    {
        Assert.Equal("https://localhost", Plan(settings => settings).Urls[0].Url);
        Assert.Equal("https://localhost:18000", Plan(settings => settings with { Ports = new StackPorts(18000) }).Urls[0].Url);
    }

    public void Dispose() => _directory.Dispose();

    StackPlan Plan(Func<StackSettings, StackSettings> change)
    {
        _directory.Write("docker-compose.docker.yml", "services:\n  agent:\n    image: ${ESB_REGISTRY:-}esb-agent-docker:${ESB_TAG:-latest}\n");
        var settings = change(new StackSettings(_directory.Path, "esb-test", "docker") { CertificateDirectory = _directory.Path, ConfigDirectory = _directory.At("config") });
        return new StackPlan(Engine, settings, ComposeFile.Read(settings.ComposeFile, settings.Root));
    }

    internal static readonly EngineConnection Engine = new(
        EngineKind.Private, "/bin/docker", new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///run/test.sock" },
        new EngineFacts
        {
            EngineVersion = "28.0.0", ApiVersion = "1.50", BuildxVersion = "0.29.0", ComposeVersion = "2.40.0", StorageDriver = "overlayfs", Platform = "linux/amd64",
            ContainerdImageStore = true, Rootless = false,
        })
    {
        Host = "unix:///run/test.sock",
    };
}
