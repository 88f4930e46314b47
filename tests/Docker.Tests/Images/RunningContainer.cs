using System.Text.Json.Nodes;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Images;

/// <summary>A container of a baked image, with a published port if any; it is gone at the end of the test.</summary>
sealed class RunningContainer(BakedImage image, string id) : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    public string Id => id;

    public static async Task<RunningContainer> StartAsync(string target, int? port, params string[] options)
    {
        var image = await BakedImage.OfAsync(target);
        string[] published = port is null ? [] : ["--publish", $"127.0.0.1::{port}"];
        var result = await BakedImage.RunAsync(
            image.Docker, ["run", "--detach", "--label", "com.esb.test=true", .. published, .. options, image.Reference]);
        return new RunningContainer(image, result.EnsureSuccess().Output.Trim());
    }

    /// <summary>The address on this machine that leads to the port in the container.</summary>
    public async Task<Uri> AddressAsync(string scheme, int port)
        => new($"{scheme}://{(await DockerAsync("port", id, $"{port}/tcp")).EnsureSuccess().Output.Split('\n')[0].Trim()}");

    /// <summary>The first answer that the service gives, once it listens.</summary>
    public async Task<HttpResponseMessage> GetAsync(string scheme, int port, string path)
    {
        // Without a mounted certificate the gateway makes one up.
#pragma warning disable MA0039
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
#pragma warning restore MA0039
        using var client = new HttpClient(handler) { BaseAddress = await AddressAsync(scheme, port) };
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            try
            {
                return await client.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
            }
            catch (HttpRequestException) when (!limit.IsCancellationRequested)
            {
                Assert.True(await IsRunningAsync(), $"The container of {image.Reference} ended:\n{await LogAsync()}");
                await Task.Delay(100, limit.Token);
            }
        }
    }

    public async Task<string> ExecuteAsync(params string[] command) => (await DockerAsync(["exec", id, .. command])).EnsureSuccess().Output;

    /// <summary>Asks the container to stop as <c>docker stop</c> does; the exit code is 137 when it had to be killed.</summary>
    public async Task<int> StopAsync()
    {
        (await DockerAsync("stop", "--time", "10", id)).EnsureSuccess();
        return (await StateAsync())["ExitCode"]!.GetValue<int>();
    }

    public async Task KillAsync() => (await DockerAsync("kill", id)).EnsureSuccess();

    public async Task StartAgainAsync() => (await DockerAsync("start", id)).EnsureSuccess();

    public async Task<string> LogAsync()
    {
        var log = await DockerAsync("logs", id);
        return log.Output + log.Error;
    }

    public async ValueTask DisposeAsync() => await DockerAsync("rm", "--force", "--volumes", id);

    async Task<bool> IsRunningAsync() => (await StateAsync())["Running"]!.GetValue<bool>();

    async Task<JsonNode> StateAsync()
        => JsonNode.Parse((await DockerAsync("inspect", "--format", "{{json .State}}", id)).EnsureSuccess().Output)!;

    Task<ProcessResult> DockerAsync(params string[] arguments) => BakedImage.RunAsync(image.Docker, arguments);
}
