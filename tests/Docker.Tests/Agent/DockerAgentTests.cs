using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using BuildChain.Engine;

namespace BuildChain.DockerTests.Agent;

/// <summary>The agent on a real engine.</summary>
public sealed class DockerAgentTests(DockerAgent agent) : IClassFixture<DockerAgent>
{
    [Fact]
    public async Task A_function_answers_at_the_address_of_its_lease_and_is_warm_the_next_time()
    {
        var first = await agent.Client.AcquireAsync("invoked");
        var answer = await InvokeAsync(first, new { a = 1 });
        await agent.Client.ReleaseAsync(first);
        var second = await agent.Client.AcquireAsync("invoked");
        await agent.Client.ReleaseAsync(second);

        Assert.True(first.ColdStart);
        Assert.Equal("""{"a":1}""", answer.GetProperty("event").GetRawText().Replace(" ", ""));
        Assert.Equal("invoked", answer.GetProperty("name").GetString());
        Assert.False(second.ColdStart);
        Assert.Equal(first.Container, second.Container);
    }

    [Fact]
    public async Task A_function_container_is_kept_in()
    {
        var lease = await agent.Client.AcquireAsync("echo");

        var details = JsonNode.Parse(await agent.DockerAsync("inspect", lease.Container))![0]!;
        var status = await agent.DockerAsync("exec", lease.Container, "cat", "/proc/1/status");
        var write = await Assert.ThrowsAnyAsync<Exception>(() => agent.DockerAsync("exec", lease.Container, "touch", "/var/task/x"));
        await agent.DockerAsync("exec", lease.Container, "touch", "/tmp/x");
        await agent.Client.ReleaseAsync(lease);

        var host = details["HostConfig"]!;
        Assert.Equal((256 + 64) << 20, host["Memory"]!.GetValue<long>());
        Assert.Equal(host["Memory"]!.GetValue<long>(), host["MemorySwap"]!.GetValue<long>());
        Assert.Equal(1024, host["PidsLimit"]!.GetValue<int>());
        Assert.Equal([agent.Project], details["NetworkSettings"]!["Networks"]!.AsObject().Select(network => network.Key));
        Assert.Contains("CapBnd:\t0000000000000000", status, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Uid:\t10001\t", status, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", write.Message, StringComparison.Ordinal);
        Assert.StartsWith($"/{agent.Project}-fn-echo-", details["Name"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_client_of_the_root_gets_in_and_the_plain_port_has_no_api()
    {
        using var folder = await AgentFolder.CreateAsync();
        using var stranger = agent.Folder.Client(agent.Client.BaseAddress!, X509Certificate2.CreateFromPemFile(
            Path.Combine(folder.Certificates, "client.crt"), Path.Combine(folder.Certificates, "client.key")));
        using var nobody = agent.Folder.Client(agent.Client.BaseAddress!, null);

        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(new Uri("v1/containers", UriKind.Relative)));
        await Assert.ThrowsAsync<HttpRequestException>(() => nobody.GetAsync(new Uri("v1/containers", UriKind.Relative)));
        using var plain = await agent.Container.GetAsync("http", 9091, "/v1/containers");
        Assert.Equal(HttpStatusCode.NotFound, plain.StatusCode);
        Assert.Contains("is refused: it shows no certificate", await agent.Container.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_requests_at_once_start_no_more_containers_than_the_function_may_have()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => agent.Client.TryAcquireAsync("limited")));

        Assert.Equal(2, answers.Count(answer => answer.Status == 200));
        Assert.Equal(18, answers.Count(answer => answer.Status == 429 && answer.Body.GetProperty("error").GetString() == "TooManyContainers"));
        Assert.Equal(2, (await agent.FunctionContainersAsync("limited")).Length);
        Assert.Equal(2, await agent.Client.StopAsync("limited"));
        Assert.Empty(await agent.FunctionContainersAsync("limited"));
    }

    [Theory]
    [InlineData("broken", 503, "StartFailed", "exit code 3). It wrote last:\nI cannot go on")]
    [InlineData("missing", 503, "StartFailed", "is not in the engine. Bake it: ./build.sh BakeFunctions --tag")]
    [InlineData("ecko", 404, "FunctionNotFound", "Did you mean 'echo'?")]
    public async Task A_function_that_cannot_be_started_says_why(string function, int status, string error, string message)
    {
        var answer = await agent.Client.TryAcquireAsync(function);

        Assert.Equal(status, answer.Status);
        Assert.Equal(error, answer.Body.GetProperty("error").GetString());
        Assert.Contains(message, answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await agent.FunctionContainersAsync(function));
    }

    [Fact]
    public async Task A_container_that_dies_is_noticed_and_replaced()
    {
        var lease = await agent.Client.AcquireAsync("killed");
        await agent.Client.ReleaseAsync(lease);

        await agent.DockerAsync("kill", lease.Container);

        await AgentCalls.UntilAsync(async () => (await agent.Client.ContainersAsync("killed")).Count == 0, agent.Container.LogAsync);
        Assert.Contains($"{lease.Container} ended: exit code 137", await agent.Container.LogAsync(), StringComparison.Ordinal);
        Assert.True((await agent.Client.AcquireAsync("killed")).ColdStart);
    }

    [Fact]
    public async Task A_changed_definition_replaces_idle_containers()
    {
        var lease = await agent.Client.AcquireAsync("changing");
        await agent.Client.ReleaseAsync(lease);

        agent.Folder.Configure(DockerAgent.Functions($"esb-agent-test-{agent.Id}-echo", $"esb-agent-test-{agent.Id}-broken", greeting: "good morning"));

        await AgentCalls.UntilAsync(async () => (await agent.FunctionContainersAsync("changing")).Length == 0, agent.Container.LogAsync);
        var next = await agent.Client.AcquireAsync("changing");
        Assert.Contains("GREETING=good morning", await agent.DockerAsync("inspect", "--format", "{{.Config.Env}}", next.Container), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_survive_an_agent_that_is_killed_and_those_at_work_finish()
    {
        var idle = await agent.Client.AcquireAsync("left");
        var busy = await agent.Client.AcquireAsync("left");
        await agent.Client.ReleaseAsync(idle);
        var work = InvokeAsync(busy, new { sleep = 6 });
        var ended = await agent.DockerAsync("create", "--label", "com.esb.managed=true", "--label", "com.esb.kind=function",
            "--label", $"com.esb.project={agent.Project}", "--label", "com.esb.function=left", $"esb-agent-test-{agent.Id}-echo:{DockerAgent.Tag}");

        await agent.Container.KillAsync();
        await agent.Container.StartAgainAsync();
        await agent.ConnectAsync();

        await AgentCalls.UntilAsync(async () => (await agent.Client.ContainersAsync("left")).GetValueOrDefault(idle.Container) == "idle", agent.Container.LogAsync);
        Assert.Equal("6", (await work).GetProperty("event").GetProperty("sleep").GetRawText());
        await AgentCalls.UntilAsync(async () => (await agent.Client.ContainersAsync("left")).GetValueOrDefault(busy.Container) == "idle", agent.Container.LogAsync);
        Assert.DoesNotContain(ended, await agent.DockerAsync("ps", "--all", "--no-trunc", "--quiet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_certificates_are_served_without_a_restart()
    {
        var before = await ServedAsync();

        await agent.Folder.IssueAsync(CertificateRotation.Leaf);

        await AgentCalls.UntilAsync(async () => await ServedAsync() != before, agent.Container.LogAsync);
        using var client = agent.Folder.Client(agent.Client.BaseAddress!);
        Assert.NotNull(await client.ContainersAsync("echo"));
    }

    [Fact]
    public async Task Metrics_tell_of_starts_and_states()
    {
        await agent.Client.ReleaseAsync(await agent.Client.AcquireAsync("echo"));

        using var response = await agent.Container.GetAsync("http", 9091, "/metrics");

        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("esb_agent_containers{function=\"echo\",state=\"idle\"}", text, StringComparison.Ordinal);
        Assert.Contains("esb_agent_start_seconds_count", text, StringComparison.Ordinal);
    }

    static async Task<JsonElement> InvokeAsync(AgentLease lease, object @event)
    {
        using var client = new HttpClient();
        using var response = await client.PostAsJsonAsync($"http://{lease.Address}/2015-03-31/functions/function/invocations", @event);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task<string> ServedAsync()
    {
        using var socket = new TcpClient("127.0.0.1", agent.Client.BaseAddress!.Port);
#pragma warning disable CA5359 // Whatever it shows is the answer.
        await using var tls = new SslStream(socket.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            await tls.AuthenticateAsClientAsync("localhost");
        }
        catch (IOException)
        {
        }
        return tls.RemoteCertificate?.GetSerialNumberString() ?? "";
    }
}

/// <summary>The end of an agent that is asked to stop.</summary>
public sealed class DockerAgentStopTests(DockerAgent agent) : IClassFixture<DockerAgent>
{
    [Fact]
    public async Task An_agent_that_stops_removes_its_containers_and_logs_json_lines()
    {
        await agent.Client.ReleaseAsync(await agent.Client.AcquireAsync("echo"));
        await agent.Client.AcquireAsync("echo");
        await agent.Client.AcquireAsync("killed");
        Assert.Equal(2, (await agent.FunctionContainersAsync()).Length);

        Assert.Equal(0, await agent.Container.StopAsync());

        Assert.Empty(await agent.FunctionContainersAsync());
        var lines = (await agent.Container.LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal("agent", JsonNode.Parse(line)!["service"]!.GetValue<string>()));
        Assert.Contains(lines, line => line.Contains("\"stopped\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_without_engine_and_certificates_serves_and_says_what_is_missing()
    {
        await using var container = await Images.RunningContainer.StartAsync("agent-docker", 9091);

        using var health = await container.GetAsync("http", 9091, "/health");
        using var version = await container.GetAsync("http", 9091, "/version");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var answer = await health.Content.ReadAsStringAsync();
        Assert.Contains("CERT_DIR", answer, StringComparison.Ordinal);
        Assert.Contains("/var/run/docker.sock", answer, StringComparison.Ordinal);
        Assert.Equal("agent-docker", (await version.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("image").GetString());
    }
}
