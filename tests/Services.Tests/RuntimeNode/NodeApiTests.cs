using System.Net;
using System.Net.Sockets;
using System.Text;
using Esb.Common;
using Esb.RuntimeNode;
using Esb.RuntimeNode.Api;
using Esb.RuntimeNode.Containerd;
using Esb.RuntimeNode.Functions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Esb.Tests.RuntimeNode;

/// <summary>The node's API over its socket, where containerd does not run.</summary>
public sealed class NodeApiTests : IAsyncLifetime, IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("esb-node-").FullName;
    readonly ContainerdConnection _containerd;
    readonly RegistryClient _registry = new("http");
    readonly HttpClient _client;
    WebApplication? _app;

    public NodeApiTests()
    {
        _containerd = new(Socket("containerd"));
        _client = new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket("node")), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://runtime-node"),
        };
    }

    public async Task InitializeAsync()
    {
        var node = NodeSettings.Read(new ServiceSettings(_ => null)) with { ApiSocket = Socket("node"), Socket = Socket("containerd") };
        var containerd = new ContainerdApi(_containerd);
        var images = new NodeImages(containerd, _registry, node, NullLogger.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(node.ApiSocket));
        builder.Services.AddSingleton(images)
            .AddSingleton(new NodeContainers(containerd, images, new(node), new(NullLoggerFactory.Instance), node, NullLogger.Instance));
        _app = builder.Build();
        _app.MapNodeApi();
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _registry.Dispose();
        _containerd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_container_that_is_not_removed_is_not_said_to_be()
    {
        using var response = await _client.DeleteAsync(new Uri("v1/containers/echo-1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains($"echo-1 is not removed altogether: containerd does not answer on {Socket("containerd")}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_container_is_the_callers_mistake()
    {
        using var body = new StringContent("{", Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri("v1/containers", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    string Socket(string name) => Path.Combine(_folder, $"{name}.sock");
}
