using System.Net;
using System.Net.Sockets;
using BuildChain.Bake;
using BuildChain.Compose;

namespace BuildChain.DockerTests.Stack;

/// <summary>Starting, looking at and removing a stack in docker mode.</summary>
public sealed class StackTests
{
    [Fact]
    public async Task A_stack_starts_stays_as_it_is_when_started_again_and_leaves_nothing_when_removed()
    {
        await using var stack = await TestStack.CreateAsync();

        var first = await stack.StartAsync();
        var again = await stack.StartAsync();

        Assert.Equal(["agent", "gateway", "provisioner"], first.Created.Order(StringComparer.Ordinal));
        Assert.Empty(again.Created);
        var function = await FunctionLikeAsync(stack);
        var status = await StackStatus.ReadAsync(stack.Engine, stack.Project, stack.CertificateDirectory);
        Assert.Equal(["agent", "gateway", "provisioner"], status.Services.Select(service => service.Service!));

        var removed = await stack.RemoveAsync();

        Assert.Contains(removed.Containers, container => container.Id == function && container.Function == "lambda-test");
        Assert.Equal([$"{stack.Project}_default"], removed.Networks);
        Assert.Equal([$"{stack.Project}_runtime-config"], removed.Volumes);
        var inspector = new StackInspector(stack.Engine);
        Assert.Empty(await inspector.ContainersAsync(stack.Project));
        Assert.Empty(await inspector.NamesAsync("network", stack.Project));
        Assert.Empty(await inspector.NamesAsync("volume", stack.Project));
        Assert.Equal($"There is nothing of {stack.Project}.", (await stack.RemoveAsync()).ToString());
    }

    [Fact]
    public async Task A_removed_stack_keeps_its_volumes_unless_asked()
    {
        await using var stack = await TestStack.CreateAsync();
        await stack.StartAsync();

        var removed = await stack.RemoveAsync(volumes: false);

        Assert.Contains($"kept: {stack.Project}_runtime-config", removed.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"{stack.Project}_runtime-config"], await new StackInspector(stack.Engine).NamesAsync("volume", stack.Project));
    }

    [Fact]
    public async Task A_changed_image_starts_its_service_anew_and_no_other()
    {
        await using var stack = await TestStack.CreateAsync();
        var tag = stack.Project;
        foreach (var image in new[] { "esb-gateway-docker", "esb-agent-docker", "esb-provisioner" })
            await stack.DockerAsync("image", "tag", $"{image}:{TestStack.Tag}", $"{image}:{tag}");
        try
        {
            await stack.StartAsync(stack.Plan(tag));
            await stack.DockerAsync("commit", "--change", "LABEL changed=yes", $"{stack.Project}-gateway-1", $"esb-gateway-docker:{tag}");

            var again = await stack.StartAsync(stack.Plan(tag));

            Assert.Equal(["gateway"], again.Created);
        }
        finally
        {
            await stack.RemoveAsync();
            await stack.DockerAsync("image", "rm", $"esb-gateway-docker:{tag}", $"esb-agent-docker:{tag}", $"esb-provisioner:{tag}");
        }
    }

    [Fact]
    public async Task A_start_that_is_cancelled_ends_compose_before_it_ends_itself()
    {
        await using var stack = await TestStack.CreateAsync();
        using var cancellation = new CancellationTokenSource();
        var ended = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StackStart.RunAsync(stack.Plan(), EndlessAsync, new Progress<IReadOnlyList<ServiceCondition>>(), cancellation.Token));

        Assert.True(ended);

        async Task<ComposeExecution> EndlessAsync(ComposeInvocation invocation, CancellationToken token)
        {
            await cancellation.CancelAsync();
            // A process takes its time to end.
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(500, CancellationToken.None);
            ended = true;
            return new ComposeExecution(null, "");
        }
    }

    [Fact]
    public async Task A_service_that_fails_is_named_with_its_reason_and_its_last_lines()
    {
        await using var stack = await TestStack.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(stack.ConfigDirectory, "functions.yml"), "version: 1\nfunctions: [wrong]\n");

        var e = await Assert.ThrowsAsync<BuildChainException>(() => stack.StartAsync());

        Assert.StartsWith($"'provisioner' of '{stack.Project}' failed", e.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 78", e.Message, StringComparison.Ordinal);
        Assert.Contains("functions.yml:2:", e.Message, StringComparison.Ordinal);
        Assert.Contains("./build.sh Logs --env test --service provisioner", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_service_is_told_and_started_again()
    {
        await using var stack = await TestStack.CreateAsync();
        await stack.StartAsync();
        await stack.DockerAsync("container", "kill", $"{stack.Project}-agent-1");

        var status = StatusReport.Table(await StackStatus.ReadAsync(stack.Engine, stack.Project, stack.Plan().Settings.CertificateDirectory), DateTimeOffset.UtcNow);
        var again = await stack.StartAsync();

        Assert.Contains("agent does not run, and the engine does not start what was killed", status, StringComparison.Ordinal);
        Assert.Empty(again.Created);
        Assert.Equal(["agent"], again.StartedAgain);
        Assert.Contains("(started again: agent)", StackReport.Started(stack.Plan(), again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_right_after_the_start_says_what_the_start_said()
    {
        await using var stack = await TestStack.CreateAsync();
        var started = await stack.StartAsync();

        var status = StatusReport.Table(await StackStatus.ReadAsync(stack.Engine, stack.Project, stack.CertificateDirectory), DateTimeOffset.UtcNow);

        Assert.All(started.Services, service => Assert.Matches($@"(?m)^{service.Service} +{service.Condition.Reason} ", status));
    }

    [Fact]
    public async Task A_stack_tells_what_it_serves_and_is_found_by_the_images_it_runs()
    {
        await using var first = await TestStack.CreateAsync();
        await using var second = await TestStack.CreateAsync();
        await File.WriteAllTextAsync(
            Path.Combine(first.ConfigDirectory, "functions.yml"),
            StackFunctions.Head("a/template.yaml") + "functions:\n  lambda-x: { logicalId: X, image: esb-lambda-x, runtime: python3.11, handler: app.handler, timeout: 3, memory: 128 }\n");
        Assert.Null(await RunningStack.FindAsync(first.Engine, first.Project));
        await first.StartAsync();
        // What the files say by now is not what the stack runs.
        await File.WriteAllTextAsync(Path.Combine(first.ConfigDirectory, "functions.yml"), StackFunctions.Head("b.yaml") + "functions: {}\n");

        var found = Assert.Single(await RunningStack.WithImagesOfAsync(second.Plan()), stack => stack.Project == first.Project);
        var own = await RunningStack.FindAsync(first.Engine, first.Project);

        Assert.Equal(("docker", TestStack.Root, "a/template.yaml"), (own!.Mode, own.Root, own.Functions.Template));
        Assert.Equal(["esb-lambda-x"], own.Functions.Images);
        Assert.Equal(own.Functions.ByName, found.Functions.ByName);
        Assert.DoesNotContain(await RunningStack.WithImagesOfAsync(second.Plan("another-tag")), stack => stack.Project == first.Project);
        Assert.DoesNotContain(await RunningStack.WithImagesOfAsync(first.Plan()), stack => stack.Project == first.Project);
    }

    [Fact]
    public async Task Labels_are_those_of_the_images_that_are_there()
    {
        var engine = await TestStack.EngineAsync();

        var kinds = await EngineImages.LabelAsync(DockerCli.Of(engine), [$"esb-os-base:{TestStack.Tag}", "esb-nowhere:v1"], "com.esb.kind");

        Assert.Equal(new Dictionary<string, string> { [$"esb-os-base:{TestStack.Tag}"] = "base" }, kinds);
    }

    [Fact]
    public async Task A_missing_image_is_told_by_compose_as_no_pull_ever_happens()
    {
        await using var stack = await TestStack.CreateAsync();

        var e = await Assert.ThrowsAsync<BuildChainException>(() => stack.StartAsync(stack.Plan("no-such-tag")));

        Assert.Contains("no-such-tag", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_program_has_is_told_with_the_program()
    {
        await using var stack = await TestStack.CreateAsync();
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var port = ((IPEndPoint)somebody.LocalEndpoint).Port;
        var plan = stack.Plan(ports: stack.Plan().Settings.Ports with { GatewayHttps = port });

        var e = await Assert.ThrowsAsync<BuildChainException>(() => PortCheck.EnsureFreeAsync(plan));

        Assert.StartsWith($"Port {port} (PORT_GATEWAY_HTTPS) is taken by ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(pid {Environment.ProcessId}).", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("--port-gateway-https 0 --port-agent-grpc 0 --port-agent-metrics 0", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_stack_has_is_told_with_its_project_and_its_own_are_no_matter()
    {
        await using var first = await TestStack.CreateAsync();
        await using var second = await TestStack.CreateAsync();
        await first.StartAsync();

        await PortCheck.EnsureFreeAsync(first.Plan());
        var e = await Assert.ThrowsAsync<BuildChainException>(() => PortCheck.EnsureFreeAsync(second.Plan(ports: first.Plan().Settings.Ports)));

        Assert.Contains($"is taken by the container {first.Project}-gateway-1 of project '{first.Project}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_are_in_the_order_of_time_and_follow_a_container_that_is_started_again()
    {
        await using var stack = await TestStack.CreateAsync();
        await stack.StartAsync();
        var logs = new StackLogs(stack.Engine, stack.Project);

        var all = await logs.ReadAsync([]);
        Assert.Equal(all.Select(line => line.Time).Order(StringComparer.Ordinal), all.Select(line => line.Time));
        Assert.Equal(["agent", "gateway", "provisioner"], all.Select(line => line.Name).Distinct().Order(StringComparer.Ordinal));
        var e = await Assert.ThrowsAsync<BuildChainException>(() => logs.ReadAsync(["agnet"]));
        Assert.EndsWith("Known are: agent, gateway, provisioner. Did you mean 'agent'?", e.Message, StringComparison.Ordinal);

        var lines = new System.Collections.Concurrent.ConcurrentQueue<StackLogLine>();
        var following = logs.FollowAsync(["gateway"], lines.Enqueue);
        await stack.DockerAsync("container", "restart", "--time", "5", $"{stack.Project}-gateway-1");
        for (var attempt = 0; Starts(lines) < 2 && attempt < 300; attempt++)
            await Task.Delay(100);
        await stack.RemoveAsync();
        await following.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, Starts(lines));
        Assert.All(lines, line => Assert.Equal("gateway", line.Name));
    }

    static int Starts(IEnumerable<StackLogLine> lines) => lines.Count(line => line.Text.Contains("\"started: ", StringComparison.Ordinal));

    /// <summary>A container with the labels that the agent gives to a function's, in the stack's network.</summary>
    static async Task<string> FunctionLikeAsync(TestStack stack)
        => (await stack.DockerAsync(
            "container", "run", "--detach", "--network", $"{stack.Project}_default", "--label", "com.esb.managed=true", "--label", $"com.esb.project={stack.Project}",
            "--label", "com.esb.kind=function", "--label", "com.esb.function=lambda-test", "--entrypoint", "sleep", $"esb-os-base:{TestStack.Tag}", "600")).Trim();
}
