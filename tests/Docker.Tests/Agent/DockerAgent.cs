using BuildChain.DockerTests.Bake;
using BuildChain.DockerTests.Images;
using BuildChain.Processes;
using DockerCli = BuildChain.Bake.DockerCli;

namespace BuildChain.DockerTests.Agent;

/// <summary>The agent's image in docker mode, confined as compose runs it, with functions to start. All of it is gone at the end.</summary>
public sealed class DockerAgent : IAsyncLifetime
{
    internal string Id { get; } = Guid.NewGuid().ToString("n")[..8];

    internal string Project => $"esb-agent-test-{Id}";

    internal DockerCli Docker { get; private set; } = null!;

    internal AgentFolder Folder { get; private set; } = null!;

    internal FunctionImages Images { get; private set; } = null!;

    internal RunningContainer Container { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal static string Tag => Environment.GetEnvironmentVariable("ESB_TEST_TAG") is { Length: > 0 } tag ? tag : "latest";

    public async Task InitializeAsync()
    {
        Docker = await TestDocker.CliAsync();
        Folder = await AgentFolder.CreateAsync();
        Images = new FunctionImages(Docker, Id);
        Folder.Configure(Functions(await Images.EchoAsync(Tag), await Images.BrokenAsync(Tag)));
        await DockerAsync("network", "create", "--label", "com.esb.test=true", Project);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        if (Container is not null)
            await Container.DisposeAsync();
        foreach (var left in await FunctionContainersAsync())
            await DockerAsync("rm", "--force", left);
        await DockerAsync("network", "rm", Project);
        await Images.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>The functions of the configuration; the same image under several names and limits.</summary>
    internal static string Functions(string echo, string broken, string greeting = "hello") => $$"""
          echo: { image: {{echo}}, runtime: python3.11, handler: app.handler, timeout: 10, memory: 256, environment: { GREETING: hello } }
          invoked: { image: {{echo}}, runtime: python3.11, handler: app.handler, memory: 256 }
          changing: { image: {{echo}}, runtime: python3.11, handler: app.handler, environment: { GREETING: {{greeting}} } }
          limited: { image: {{echo}}, runtime: python3.11, handler: app.handler, reservedConcurrency: 2 }
          killed: { image: {{echo}}, runtime: python3.11, handler: app.handler }
          left: { image: {{echo}}, runtime: python3.11, handler: app.handler, timeout: 30 }
          broken: { image: {{broken}}, runtime: image }
          missing: { image: esb-nobody-has-this, runtime: python3.11, handler: app.handler }

        """;

    /// <summary>Starts the agent's container, the first time or anew.</summary>
    internal async Task StartAsync()
    {
        var socket = Docker.Environment.GetValueOrDefault("DOCKER_HOST") is { } host && host.StartsWith("unix://", StringComparison.Ordinal)
            ? host["unix://".Length..] : "/var/run/docker.sock";
        var group = (await ProcessRunner.RunAsync(new ProcessRequest("stat", ["-L", "-c", "%g", socket]))).Output.Trim();
        Container = await RunningContainer.StartAsync(
            "agent-docker", 50051,
            "--publish", "127.0.0.1::9091", "--network", Project, "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--group-add", group, "--volume", $"{socket}:/var/run/docker.sock",
            "--volume", $"{Folder.Certificates}:/app/certs:ro", "--volume", $"{Folder.Configuration}:/app/runtime-config:ro",
            "--env", $"ESB_PROJECT={Project}", "--env", $"NETWORK_EXTERNAL={Project}", "--env", $"ESB_TAG={Tag}", "--env", "QUEUE_TIMEOUT=0.5");
        await ConnectAsync();
    }

    /// <summary>Waits until the agent is healthy, and connects to where it listens now.</summary>
    internal async Task ConnectAsync()
    {
        Client?.Dispose();
        await AgentCalls.UntilAsync(async () =>
        {
            using var health = await Container.GetAsync("http", 9091, "/health");
            return health.IsSuccessStatusCode;
        }, Container.LogAsync);
        var address = await Container.AddressAsync("https", 50051);
        Client = Folder.Client(new UriBuilder(address) { Host = "localhost" }.Uri);
    }

    internal async Task<string> DockerAsync(params string[] arguments) => (await BakedImage.RunAsync(Docker, arguments)).EnsureSuccess().Output.Trim();

    /// <summary>Names of this agent's function containers, ended ones included.</summary>
    internal async Task<string[]> FunctionContainersAsync(string? function = null)
    {
        string[] more = function is null ? [] : ["--filter", $"label=com.esb.function={function}"];
        var output = await DockerAsync(["ps", "--all", "--filter", $"label=com.esb.project={Project}", .. more, "--format", "{{.Names}}"]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
