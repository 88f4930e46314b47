using System.Text.Json;
using BuildChain.DockerTests.Bake;
using BuildChain.DockerTests.Images;
using DockerCli = BuildChain.Bake.DockerCli;

namespace BuildChain.DockerTests.Agent;

/// <summary>Registry, runtime node and agent in containerd mode, as compose runs them. All of it is gone at the end.</summary>
public sealed class ContainerdNode : IAsyncLifetime
{
    internal string Id { get; } = Guid.NewGuid().ToString("n")[..8];

    internal string Project => $"esb-node-test-{Id}";

    internal DockerCli Docker { get; private set; } = null!;

    internal AgentFolder Folder { get; private set; } = null!;

    internal FunctionImages Images { get; private set; } = null!;

    internal RunningContainer Registry { get; private set; } = null!;

    internal RunningContainer Node { get; private set; } = null!;

    internal RunningContainer Agent { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal string EchoImage { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Docker = await TestDocker.CliAsync();
        Folder = await AgentFolder.CreateAsync();
        Images = new FunctionImages(Docker, Id);
        EchoImage = await Images.EchoAsync(DockerAgent.Tag);
        var broken = await Images.BrokenAsync(DockerAgent.Tag);
        Folder.Configure(DockerAgent.Functions(EchoImage, broken));
        await DockerAsync("network", "create", "--label", "com.esb.test=true", Project);
        Registry = await RunningContainer.StartAsync("registry", 5000, "--network", Project, "--network-alias", "registry");
        using (await Registry.GetAsync("http", 5000, "/v2/"))
        {
        }
        await PushAsync(EchoImage);
        await PushAsync(broken);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        foreach (var container in new[] { Agent, Node, Registry }.OfType<RunningContainer>())
            await container.DisposeAsync();
        foreach (var volume in (string[])["socket", "root"])
            await BakedImage.RunAsync(Docker, "volume", "rm", "--force", $"{Project}-{volume}");
        await BakedImage.RunAsync(Docker, "network", "rm", Project);
        await Images.DisposeAsync();
        Folder.Dispose();
    }

    internal async Task PushAsync(string image) =>
        await Images.PushAsync($"{image}:{DockerAgent.Tag}", (await Registry.AddressAsync("http", 5000)).Authority);

    /// <summary>Waits until the agent is healthy, and connects to where it listens now.</summary>
    internal async Task ConnectAsync()
    {
        Client?.Dispose();
        var address = await Node.AddressAsync("https", 50051);
        Client = Folder.Client(new UriBuilder(address) { Host = "localhost" }.Uri);
        await AgentCalls.UntilAsync(async () =>
        {
            try
            {
                using var health = await Node.GetAsync("http", 9091, "/health");
                return health.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, StoryAsync);
    }

    internal async Task<string> StoryAsync() => $"{await Node.LogAsync()}\n{await Agent.LogAsync()}";

    internal async Task<string> DockerAsync(params string[] arguments) => (await BakedImage.RunAsync(Docker, arguments)).EnsureSuccess().Output.Trim();

    /// <summary>Invokes a function from inside the node's network, where the gateway is.</summary>
    internal async Task<JsonElement> InvokeAsync(AgentLease lease, object @event)
    {
        const string program = """
            import sys, urllib.request
            print(urllib.request.urlopen(urllib.request.Request(f"http://{sys.argv[1]}/2015-03-31/functions/function/invocations", sys.argv[2].encode())).read().decode())
            """;
        var output = await DockerAsync(
            "run", "--rm", "--network", $"container:{Node.Id}", "--entrypoint", "python3", $"esb-python-base:{DockerAgent.Tag}",
            "-c", program, lease.Address, JsonSerializer.Serialize(@event));
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    /// <summary>Names of the processes in the node.</summary>
    internal async Task<string[]> ProcessesAsync() =>
        (await Node.ExecuteAsync("sh", "-c", "cat /proc/[0-9]*/comm")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    async Task StartAsync()
    {
        Node = await RunningContainer.StartAsync(
            "runtime-node-containerd", 50051, "--publish", "127.0.0.1::9091", "--network", Project, "--privileged", "--read-only", "--restart", "unless-stopped",
            "--tmpfs", "/tmp", "--tmpfs", "/run", "--tmpfs", "/etc/containerd",
            "--volume", $"{Project}-socket:/run/esb-node", "--volume", $"{Project}-root:/var/lib/containerd");
        Agent = await RunningContainer.StartAsync(
            "agent-containerd", null, "--network", $"container:{Node.Id}", "--read-only", "--restart", "unless-stopped",
            "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--volume", $"{Project}-socket:/run/esb-node",
            "--volume", $"{Folder.Certificates}:/app/certs:ro", "--volume", $"{Folder.Configuration}:/app/runtime-config:ro",
            "--env", $"ESB_PROJECT={Project}", "--env", $"ESB_TAG={DockerAgent.Tag}", "--env", "CONTAINER_REGISTRY=registry:5000/");
        await ConnectAsync();
    }
}
