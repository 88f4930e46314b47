using System.Net;
using System.Text.Json;

namespace BuildChain.DockerTests.Images;

/// <summary>The control plane's images, run as containers.</summary>
public sealed class ServiceImageTests
{
    /// <summary>Bake target, scheme, port, program, and what <c>docker run</c> needs. The agent is healthy only beside an engine, the gateway beside an agent: see their own tests.</summary>
    public static TheoryData<string, string, int, string, string[]> Services { get; } = new()
    {
        { "runtime-node-containerd", "http", 9092, "runtime-node", ["--privileged"] },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_is_healthy_and_tells_its_version(string target, string scheme, int port, string program, string[] options)
    {
        await using var container = await RunningContainer.StartAsync(target, port, options);

        using var health = await UntilHealthyAsync(container, scheme, port);
        using var version = await container.GetAsync(scheme, port, "/version");

        Assert.Contains("\"status\":\"healthy\"", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(await version.Content.ReadAsStringAsync());
        Assert.Equal(target, document.RootElement.GetProperty("image").GetString());
        Assert.Contains("\"status\":\"healthy\"", await container.ExecuteAsync($"/app/{program}", "health"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_stops_when_asked_to_and_logs_json_lines(string target, string scheme, int port, string program, string[] options)
    {
        await using var container = await RunningContainer.StartAsync(target, port, options);
        using (await UntilHealthyAsync(container, scheme, port))
        {
        }

        Assert.Equal(0, await container.StopAsync());

        var lines = (await container.LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line =>
        {
            using var entry = JsonDocument.Parse(line);
            Assert.Equal(program, entry.RootElement.GetProperty("service").GetString());
            Assert.All(["timestamp", "level", "message"], key => Assert.True(entry.RootElement.TryGetProperty(key, out _), key));
        });
        Assert.Contains(lines, line => line.Contains("\"stopped\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gateway-docker")]
    [InlineData("gateway-containerd")]
    public async Task The_gateway_alone_serves_says_what_it_lacks_and_stops_when_asked_to(string target)
    {
        await using var container = await RunningContainer.StartAsync(target, 8443);

        using var health = await container.GetAsync("https", 8443, "/health");
        using var version = await container.GetAsync("https", 8443, "/version");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var answer = await health.Content.ReadAsStringAsync();
        Assert.Contains("there is no /app/runtime-config/functions.yml yet", answer, StringComparison.Ordinal);
        Assert.Contains("CERT_DIR /app/certs: client.crt, client.key and rootCA.crt", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, version.StatusCode);
        Assert.Equal(0, await container.StopAsync());
        Assert.Contains("\"stopped\"", await container.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runtime_node_without_privileges_serves_and_says_what_is_missing()
    {
        await using var container = await RunningContainer.StartAsync("runtime-node-containerd", 9092);

        using var health = await container.GetAsync("http", 9092, "/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var answer = await health.Content.ReadAsStringAsync();
        Assert.Contains("CAP_SYS_ADMIN", answer, StringComparison.Ordinal);
        Assert.Contains("--privileged", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runtime_node_starts_a_dead_containerd_again()
    {
        await using var container = await RunningContainer.StartAsync("runtime-node-containerd", 9092, "--privileged");
        using (await UntilHealthyAsync(container, "http", 9092))
        {
        }

        await container.ExecuteAsync("bash", "-c", "for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" = containerd ] && kill -9 ${p#/proc/}; done; true");
        await UntilLoggedAsync(container, "exit code 137");

        using var health = await UntilHealthyAsync(container, "http", 9092);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task An_unusable_setting_is_named_with_what_it_accepts()
    {
        var image = await BakedImage.OfAsync("agent-docker");

        var result = await BakedImage.RunAsync(image.Docker, "run", "--rm", "--env", "METRICS_PORT=http", image.Reference);

        Assert.Equal(78, result.ExitCode);
        using var line = JsonDocument.Parse(result.Output);
        Assert.Equal("METRICS_PORT is \"http\": it must be a TCP port from 1 to 65535", line.RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_registry_answers_and_stops_when_asked_to()
    {
        await using var container = await RunningContainer.StartAsync("registry", 5000);

        using var answer = await container.GetAsync("http", 5000, "/v2/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("200", await container.ExecuteAsync("/usr/local/bin/registry-health"), StringComparison.Ordinal);
        Assert.Equal(0, await container.StopAsync());
    }

    static async Task<HttpResponseMessage> UntilHealthyAsync(RunningContainer container, string scheme, int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            var health = await container.GetAsync(scheme, port, "/health");
            if (health.StatusCode == HttpStatusCode.OK)
                return health;
            Assert.True(attempt < 300, $"Not healthy: {await health.Content.ReadAsStringAsync()}\n{await container.LogAsync()}");
            health.Dispose();
            await Task.Delay(100);
        }
    }

    static async Task UntilLoggedAsync(RunningContainer container, string text)
    {
        for (var attempt = 0; !(await container.LogAsync()).Contains(text, StringComparison.Ordinal); attempt++)
        {
            Assert.True(attempt < 300, $"Never logged: {text}\n{await container.LogAsync()}");
            await Task.Delay(100);
        }
    }
}
