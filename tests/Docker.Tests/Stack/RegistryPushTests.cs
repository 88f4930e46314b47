using System.Net;
using System.Net.Sockets;
using System.Text;
using BuildChain.Compose;
using BuildChain.DockerTests.Images;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Stack;

/// <summary>Pushing images into a registry of its own.</summary>
public sealed class RegistryPushTests
{
    const string Storage = "/var/lib/registry/docker/registry/v2/blobs/sha256";

    [Fact]
    public async Task An_image_is_pushed_once_and_keeps_no_second_name_in_the_engine()
    {
        var engine = await TestStack.EngineAsync();
        await using var container = await RunningContainer.StartAsync("registry", 5000);
        var registry = await RegistryAsync(container);
        var image = $"esb-os-base:{TestStack.Tag}";

        var first = Assert.Single(await new RegistryPush(engine, registry).RunAsync([image]));
        var second = Assert.Single(await new RegistryPush(engine, registry).RunAsync([image]));

        Assert.Equal($"127.0.0.1:{registry.Port}/{image}", first.Reference);
        Assert.False(first.WasThere);
        Assert.True(second.WasThere);
        Assert.Equal(first.Digest, second.Digest);
        Assert.False((await ProcessRunner.TryRunAsync(engine.Docker("image", "inspect", first.Reference))).Succeeded);
    }

    [Fact]
    public async Task A_part_that_the_registry_lost_is_pushed_again_and_a_damaged_one_is_told()
    {
        var engine = await TestStack.EngineAsync();
        await using var container = await RunningContainer.StartAsync("registry", 5000);
        var registry = await RegistryAsync(container);
        string[] images = [$"esb-os-base:{TestStack.Tag}"];
        await new RegistryPush(engine, registry).RunAsync(images);
        var largest = (await container.ExecuteAsync("bash", "-c", $"ls -S {Storage}/*/*/data | head -1")).Trim();

        await container.ExecuteAsync("rm", largest);
        Assert.False(Assert.Single(await new RegistryPush(engine, registry).RunAsync(images)).WasThere);
        Assert.True(Assert.Single(await new RegistryPush(engine, registry).RunAsync(images)).WasThere);

        // To the registry a blob is what its name says, so that it takes no other for it.
        await container.ExecuteAsync("truncate", "--size=-1", largest);
        var e = await Assert.ThrowsAsync<BuildChainException>(() => new RegistryPush(engine, registry).RunAsync(images));
        Assert.Contains("blob sha256:", e.Message, StringComparison.Ordinal);
        Assert.Contains("down --volumes", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_engine_lacks_and_a_registry_that_is_not_there_are_told()
    {
        var engine = await TestStack.EngineAsync();
        var nowhere = new RegistryPush(engine, new LocalRegistry(1));

        var missing = await Assert.ThrowsAsync<BuildChainException>(() => nowhere.RunAsync(["esb-no-such:image"]));
        var silent = await Assert.ThrowsAsync<BuildChainException>(() => nowhere.RunAsync([$"esb-os-base:{TestStack.Tag}"]));

        Assert.Equal("The engine has no image esb-no-such:image to push.", missing.Message);
        Assert.StartsWith($"The registry at http://127.0.0.1:1/ does not answer as it should for esb-os-base:{TestStack.Tag}: ", silent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_at_the_registry_s_port_is_told()
    {
        var engine = await TestStack.EngineAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = AnswerAsync(other, "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>");

        var push = new RegistryPush(engine, new LocalRegistry(((IPEndPoint)other.LocalEndpoint).Port));
        var e = await Assert.ThrowsAsync<BuildChainException>(() => push.RunAsync([$"esb-os-base:{TestStack.Tag}"]));
        await answering;

        Assert.Contains($"does not answer as it should for esb-os-base:{TestStack.Tag}: ", e.Message, StringComparison.Ordinal);
        Assert.Equal("./build.sh SetupRegistry", e.Remedy);
    }

    static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    static async Task<LocalRegistry> RegistryAsync(RunningContainer container)
    {
        using var ready = await container.GetAsync("http", 5000, "/v2/");
        return new LocalRegistry((await container.AddressAsync("http", 5000)).Port);
    }
}
