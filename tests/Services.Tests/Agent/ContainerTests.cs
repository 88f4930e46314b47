using System.Text;
using System.Text.Json;
using Esb.Agent;
using Esb.Agent.Containers;
using Esb.Agent.Docker;
using Esb.Agent.Functions;
using Esb.Agent.Pool;
using Esb.Common;

namespace Esb.Tests.Agent;

public sealed class ContainerTests
{
    static readonly FunctionSpec Echo = new("echo", "esb-echo:latest", TimeSpan.FromSeconds(3), 128, null, new Dictionary<string, string> { ["A"] = "1" });

    [Fact]
    public void A_fingerprint_changes_with_what_a_container_is_made_of_and_with_nothing_else()
    {
        var fingerprint = Echo.Fingerprint("sha256:1");

        Assert.Matches("^[0-9a-f]{12}$", fingerprint);
        Assert.Equal(fingerprint, (Echo with { Concurrency = 5 }).Fingerprint("sha256:1"));
        Assert.NotEqual(fingerprint, Echo.Fingerprint("sha256:2"));
        Assert.NotEqual(fingerprint, (Echo with { MemoryMiB = 256 }).Fingerprint("sha256:1"));
        Assert.NotEqual(fingerprint, (Echo with { Timeout = TimeSpan.FromSeconds(4) }).Fingerprint("sha256:1"));
        Assert.NotEqual(fingerprint, (Echo with { Environment = new Dictionary<string, string> { ["A"] = "2" } }).Fingerprint("sha256:1"));
    }

    [Theory]
    [InlineData("esb-default", "echo", "^esb-default-fn-echo-[0-9a-f]{8}$")]
    [InlineData("esb-default", "läufer/1", "^esb-default-fn-l-ufer-1-[0-9a-f]{8}$")]
    [InlineData("esb-e2e-containerd-0123456789abcdef", "a-function-with-quite-a-long-name-that-goes-on", "^esb-e2e-containerd-0123456789abc-fn-a-function-with-qu-[0-9a-f]{8}$")]
    public void Names_tell_stack_and_function_and_fit_a_host_name(string project, string function, string pattern)
    {
        var name = ContainerNames.New(project, function);

        Assert.Matches(pattern, name);
        Assert.InRange(name.Length, 1, 63);
        Assert.NotEqual(name, ContainerNames.New(project, function));
    }

    [Fact]
    public void Labels_are_the_agreed_ones()
    {
        var labels = ContainerLabels.Of(new("esb-x", "default", "run-1"), "echo", "abc");

        Assert.Equal(
            "com.esb.env=default com.esb.fingerprint=abc com.esb.function=echo com.esb.kind=function com.esb.managed=true com.esb.project=esb-x com.esb.run=run-1",
            string.Join(' ', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")));
        Assert.False(ContainerLabels.Of(new("esb-x", "default", null), "echo", "abc").ContainsKey("com.esb.run"));
    }

    [Theory]
    [InlineData(128, 192, 1, 74)]
    [InlineData(1769, 1833, 1, 1024)]
    public void Limits_follow_the_memory(int memory, int limit, double cpus, int shares)
    {
        var limits = ContainerLimits.Of(memory);

        Assert.Equal(limit, limits.MemoryBytes >> 20);
        Assert.Equal(cpus, limits.Cpus);
        Assert.Equal(shares, limits.CpuShares);
    }

    [Fact]
    public void Reserved_variables_replace_a_functions_own()
    {
        var function = Echo with { Environment = new Dictionary<string, string> { ["AWS_REGION"] = "mars-1", ["A"] = "1" } };

        var variables = FunctionVariables.Of(function, "eu-central-1");

        Assert.Equal("eu-central-1", variables["AWS_REGION"]);
        Assert.Equal("1", variables["A"]);
        Assert.Equal("3", variables["AWS_LAMBDA_FUNCTION_TIMEOUT"]);
        Assert.Equal("128", variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
        Assert.Equal("echo", variables["AWS_LAMBDA_FUNCTION_NAME"]);
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.47", "1.47")]
    [InlineData("1.99", "1.47")]
    [InlineData("2.0", "1.47")]
    [InlineData(null, "1.47")]
    [InlineData("new", "1.47")]
    public void The_api_version_is_the_engines_unless_that_is_newer(string? engine, string expected) =>
        Assert.Equal(expected, ApiVersion.Negotiate(engine).ToString());

    [Theory]
    [InlineData("unix:///var/run/docker.sock", "/var/run/docker.sock")]
    [InlineData("tcp://engine:2376", "Unspecified/engine:2376")]
    [InlineData("tcp://engine", "Unspecified/engine:2375")]
    [InlineData("ssh://engine", null)]
    [InlineData("/var/run/docker.sock", null)]
    [InlineData("unix://", null)]
    public void An_engines_address_is_a_socket_or_a_port(string text, string? expected) =>
        Assert.Equal(expected, EngineEndpoint.Parse(text)?.EndPoint.ToString());

    [Fact]
    public void Log_frames_of_both_outputs_are_put_together()
    {
        byte[] log = [1, 0, 0, 0, 0, 0, 0, 4, .. "out\n"u8, 2, 0, 0, 0, 0, 0, 0, 4, .. "err\n"u8];

        Assert.Equal("out\nerr\n", Encoding.UTF8.GetString(LogFrames.Payload(log)));
        Assert.Equal("a terminal's text", Encoding.UTF8.GetString(LogFrames.Payload("a terminal's text"u8)));
        Assert.Equal("cu", Encoding.UTF8.GetString(LogFrames.Payload([1, 0, 0, 0, 0, 0, 0, 9, .. "cu"u8])));
        Assert.Empty(LogFrames.Payload([]));
    }

    [Theory]
    [InlineData("""{"status":"healthy","runtime":"busy"}""", ContainerWork.Busy)]
    [InlineData("""{"status":"healthy","runtime":"ready"}""", ContainerWork.Idle)]
    [InlineData("""{"status":"healthy"}""", ContainerWork.Idle)]
    [InlineData("[]", ContainerWork.Idle)]
    [InlineData("OK", ContainerWork.Idle)]
    internal void Only_a_runtime_that_says_so_is_busy(string health, ContainerWork work) => Assert.Equal(work, Readiness.Work(health));

    [Fact]
    public void Metrics_count_and_name_what_happened()
    {
        var metrics = new PoolMetrics();
        metrics.Acquired(cold: true);
        metrics.Acquired(cold: false);
        metrics.Refused(AcquireFailure.TooManyContainers);
        metrics.Started(TimeSpan.FromSeconds(0.4));
        metrics.Started(TimeSpan.FromMinutes(1));
        var text = new StringBuilder();
        var now = DateTimeOffset.UnixEpoch;

        Esb.Agent.Metrics.Pool(text, metrics, [new("a", "echo", "", "idle", now, now), new("b", "echo", "", "idle", now, now)]);

        var lines = text.ToString().Split('\n');
        Assert.Contains("esb_agent_containers{function=\"echo\",state=\"idle\"} 2", lines);
        Assert.Contains("esb_agent_acquires_total{outcome=\"cold\"} 1", lines);
        Assert.Contains("esb_agent_acquires_total{outcome=\"TooManyContainers\"} 1", lines);
        Assert.Contains("esb_agent_start_seconds_bucket{le=\"0.25\"} 0", lines);
        Assert.Contains("esb_agent_start_seconds_bucket{le=\"0.5\"} 1", lines);
        Assert.Contains("esb_agent_start_seconds_bucket{le=\"+Inf\"} 2", lines);
        Assert.Contains("esb_agent_start_seconds_sum 60.4", lines);
    }

    [Fact]
    public void Unusable_settings_are_all_named()
    {
        var settings = new ServiceSettings(name => name switch
        {
            "DOCKER_HOST" => "engine",
            "IDLE_TIMEOUT" => "soon",
            "MAX_CONTAINERS_PER_FUNCTION" => "0",
            _ => null,
        });

        AgentSettings.Read(settings);

        Assert.Equal(
            ["DOCKER_HOST", "IDLE_TIMEOUT", "MAX_CONTAINERS_PER_FUNCTION"],
            settings.Problems.Select(problem => problem.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stack_without_settings_has_names_of_its_own()
    {
        var agent = AgentSettings.Read(new ServiceSettings(name => name is "ESB_ENV" ? "e2e" : name is "CONTAINER_REGISTRY" ? "registry:5000" : null));

        Assert.Equal(new("esb-e2e", "e2e", null), agent.Stack);
        Assert.Equal("esb-e2e_default", agent.Network);
        Assert.Equal("registry:5000/", agent.Registry);
    }

    [Fact]
    public void A_container_is_created_with_everything_dropped()
    {
        var container = new CreateContainer("i", [], new Dictionary<string, string>(), new HostConfig
        {
            NetworkMode = "n", Memory = 1, MemorySwap = 1, NanoCpus = 1, CpuShares = 1, PidsLimit = 1, Ulimits = [],
            Tmpfs = new Dictionary<string, string>(), LogConfig = new("json-file", new Dictionary<string, string>()),
        });

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(container, EngineJson.Default.CreateContainer));

        var host = json.RootElement.GetProperty("HostConfig");
        Assert.Equal("""["ALL"]""", host.GetProperty("CapDrop").GetRawText());
        Assert.Equal("""["no-new-privileges"]""", host.GetProperty("SecurityOpt").GetRawText());
        Assert.True(host.GetProperty("ReadonlyRootfs").GetBoolean());
        Assert.False(host.GetProperty("Init").GetBoolean());
    }
}
