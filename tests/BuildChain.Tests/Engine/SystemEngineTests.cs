using System.Net.Sockets;
using System.Text;
using BuildChain.Engine;

namespace BuildChain.Tests.Engine;

/// <summary>A system engine as the probe sees it: answers on a socket, a docker CLI on PATH, plugins in the configuration.</summary>
public sealed class SystemEngineTests : IDisposable
{
    readonly TemporaryDirectory directory = new();
    readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public void Dispose()
    {
        listener.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task A_good_engine_is_connected_to_with_its_facts()
    {
        var report = await ProbeAsync("28.5.2", "0.29.1", "2.40.3");

        Assert.True(report.GoodEnough, report.ToString());
        Assert.Equal(directory.Combine("docker"), report.Connection!.DockerPath);
        Assert.Empty(report.Connection.Environment);
        Assert.Equal(("28.5.2", "0.29.1", "2.40.3"), Versions(report.Connection.Facts));
    }

    [Fact]
    public async Task An_old_engine_is_the_only_problem_when_the_tools_are_new()
    {
        var report = await ProbeAsync("20.10.24", "0.29.1", "2.40.3");

        Assert.Null(report.Connection);
        var problem = Assert.Single(report.Problems);
        Assert.StartsWith("20.10.24 at unix://", problem.Problem, StringComparison.Ordinal);
        Assert.EndsWith("is too old, 23.0 or newer is needed", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_plugin_is_the_only_problem_when_the_engine_is_good()
    {
        var report = await ProbeAsync("28.5.2", null, "2.40.3");

        Assert.Equal(["buildx: the docker CLI plugin docker-buildx is not installed"], report.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public async Task Nobody_at_the_socket_names_the_address_and_where_it_came_from()
    {
        directory.Write("docker", "#!/bin/sh\n", executable: true);

        var report = await Engine("unix:///nowhere.sock").ProbeAsync(default);

        Assert.Equal(3, report.Problems.Count);
        Assert.Equal("no Docker engine answers at unix:///nowhere.sock (DOCKER_HOST)", report.Engine.Problem);
    }

    [Fact]
    public async Task Without_a_docker_command_there_is_no_engine_to_use()
    {
        var report = await Engine("unix:///nowhere.sock").ProbeAsync(default);

        Assert.Equal("the docker command is not on PATH", report.Engine.Problem);
    }

    [Fact]
    public async Task Links_that_lead_nowhere_hide_no_plugin()
    {
        if (OperatingSystem.IsWindows())
            return;
        directory.Write("config.json", $$"""{ "cliPluginsExtraDirs": ["{{directory.Combine("gone")}}", "{{directory.Combine("extra")}}"] }""");
        Directory.CreateDirectory(directory.Combine("gone"));
        File.CreateSymbolicLink(directory.Combine("gone/docker-buildx"), directory.Combine("nowhere"));
        directory.Write("extra/docker-buildx", "#!/bin/sh\necho '{\"Version\":\"0.30.0\"}'\n", executable: true);

        var report = await ProbeAsync("28.5.2", "0.29.1", "2.40.3");

        Assert.Equal(("0.30.0", directory.Combine("extra/docker-buildx")), (report.Buildx.Version, report.Buildx.Location));
    }

    [Fact]
    public void A_link_that_leads_nowhere_hides_no_program()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(directory.Combine("first"));
        File.CreateSymbolicLink(directory.Combine("first/docker"), directory.Combine("nowhere"));
        var docker = directory.Write("second/docker", "");

        Assert.Equal(docker, Programs.Find("docker", $"{directory.Combine("first")}:{directory.Combine("second")}"));
    }

    [Fact]
    public async Task Who_lets_everybody_connect_and_never_answers_is_told_as_such()
    {
        var socket = directory.Combine("engine.sock");
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();

        var failure = await Assert.ThrowsAsync<EngineException>(() => SystemEngine.AskSocketAsync(socket, default));

        Assert.StartsWith($"{socket} does not answer", failure.Message, StringComparison.Ordinal);
    }

    static (string, string, string) Versions(EngineFacts facts) => (facts.EngineVersion, facts.BuildxVersion, facts.ComposeVersion);

    async Task<EngineReport> ProbeAsync(string engine, string? buildx, string? compose)
    {
        directory.Write("docker", "#!/bin/sh\n", executable: true);
        foreach (var (name, version) in new[] { ("buildx", buildx), ("compose", compose) })
        {
            if (version is not null)
                directory.Write($"cli-plugins/docker-{name}", $"#!/bin/sh\necho '{{\"Version\":\"{version}\"}}'\n", executable: true);
        }

        var socket = directory.Combine("engine.sock");
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        var serving = ServeAsync(engine);
        var report = await Engine($"unix://{socket}").ProbeAsync(default);
        await serving;
        return report;
    }

    // Two questions, each on a connection of its own, in any order.
    async Task ServeAsync(string version)
    {
        for (var i = 0; i < 2; i++)
        {
            using var client = await listener.AcceptAsync();
            var buffer = new byte[1000];
            var question = Encoding.ASCII.GetString(buffer, 0, await client.ReceiveAsync(buffer));
            var body = question.StartsWith("GET /version", StringComparison.Ordinal)
                ? $$"""{"Version":"{{version}}","ApiVersion":"1.51","Os":"linux","Arch":"amd64"}"""
                : """{"Driver":"overlay2","DriverStatus":[]}""";
            await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{body}"));
            client.Shutdown(SocketShutdown.Both);
        }
    }

    SystemEngine Engine(string host) => new(
        name => name switch
        {
            "DOCKER_HOST" => host,
            "DOCKER_CONFIG" or "PATH" => directory.Path,
            _ => null,
        },
        new PluginVersions(directory.Combine("plugins.json")));
}
