namespace BuildChain.DockerTests.Agent;

/// <summary>Functions in containerd, through the agent's and the runtime node's images.</summary>
public sealed class ContainerdNodeTests(ContainerdNode stack) : IClassFixture<ContainerdNode>
{
    [Fact]
    public async Task A_function_answers_at_its_address_on_the_bridge_and_is_warm_the_next_time()
    {
        var first = await stack.Client.AcquireAsync("invoked");
        var answer = await stack.InvokeAsync(first, new { a = 1 });
        await stack.Client.ReleaseAsync(first);
        var second = await stack.Client.AcquireAsync("invoked");
        await stack.Client.ReleaseAsync(second);

        Assert.StartsWith("10.88.", first.Address, StringComparison.Ordinal);
        Assert.Equal("1", answer.GetProperty("event").GetProperty("a").GetRawText());
        Assert.Equal(first.Container, second.Container);
        Assert.False(second.ColdStart);
    }

    [Fact]
    public async Task A_function_container_is_kept_in_and_can_look_up_names()
    {
        var lease = await stack.Client.AcquireAsync("echo");

        var pid = (await stack.Node.ExecuteAsync("sh", "-c", "for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" = runtime-interfa ] && echo ${p#/proc/}; done | head -1")).Trim();
        var status = await stack.Node.ExecuteAsync("cat", $"/proc/{pid}/status");
        var write = await Assert.ThrowsAnyAsync<Exception>(() => stack.Node.ExecuteAsync("nsenter", "-t", pid, "-m", "touch", "/var/task/x"));
        await stack.Node.ExecuteAsync("nsenter", "-t", pid, "-m", "touch", "/tmp/x");
        var registry = await stack.Node.ExecuteAsync(
            "nsenter", "-t", pid, "-m", "-n", "python3", "-c", "import socket; print(socket.gethostbyname('registry'))");
        await stack.Client.ReleaseAsync(lease);

        Assert.Contains("CapBnd:\t0000000000000000", status, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        Assert.Contains("Uid:\t10001\t", status, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", write.Message, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+\.\d+$", registry.Trim());
    }

    [Fact]
    public async Task The_functions_bridge_keeps_its_hardware_address_whatever_comes_and_goes()
    {
        // 3: it was set (include/uapi/linux/netdevice.h). Else the kernel takes the lowest of the ports'.
        Assert.Equal("3", (await stack.Node.ExecuteAsync("cat", "/sys/class/net/esb0/addr_assign_type")).Trim());
        Assert.Equal("02:42:0a:58:00:01", (await stack.Node.ExecuteAsync("cat", "/sys/class/net/esb0/address")).Trim());
    }

    [Theory]
    [InlineData("broken", 503, "exit code 3). It wrote last:\nI cannot go on")]
    [InlineData("missing", 503, "The registry registry:5000 has no esb-nobody-has-this:")]
    public async Task A_function_that_cannot_be_started_says_why_and_leaves_nothing(string function, int status, string message)
    {
        var answer = await stack.Client.TryAcquireAsync(function);

        Assert.Equal(status, answer.Status);
        Assert.Contains(message, answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await stack.Client.ContainersAsync(function));
    }

    [Fact]
    public async Task A_container_that_dies_is_noticed()
    {
        var lease = await stack.Client.AcquireAsync("killed");
        await stack.Client.ReleaseAsync(lease);

        await stack.Node.ExecuteAsync("ctr", "--namespace", "esb", "task", "kill", "--signal", "9", lease.Container);

        await AgentCalls.UntilAsync(async () => (await stack.Client.ContainersAsync("killed")).Count == 0, stack.StoryAsync);
        Assert.Contains($"{lease.Container} ended: exit code 137", await stack.Agent.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_go_on_while_containerd_is_started_again()
    {
        var lease = await stack.Client.AcquireAsync("left");

        await stack.Node.ExecuteAsync("sh", "-c", "for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" = containerd ] && kill -9 ${p#/proc/}; done; true");

        Assert.Equal("2", (await stack.InvokeAsync(lease, new { a = 2 })).GetProperty("event").GetProperty("a").GetRawText());
        await AgentCalls.UntilAsync(
            async () => (await stack.Agent.LogAsync()).Contains("ends of containers are seen again", StringComparison.Ordinal), stack.StoryAsync);
        await stack.Client.ReleaseAsync(lease);
        Assert.Equal(lease.Container, (await stack.Client.AcquireAsync("left")).Container);
        Assert.Equal(1, await stack.Client.StopAsync("left"));
    }

    [Fact]
    public async Task A_new_image_under_the_same_tag_replaces_idle_containers()
    {
        await stack.Client.ReleaseAsync(await stack.Client.AcquireAsync("changing"));
        var image = await stack.Images.EchoAsync(DockerAgent.Tag, version: "2");
        await stack.PushAsync(image);

        await AgentCalls.UntilAsync(async () => (await stack.Client.ContainersAsync("changing")).Count == 0, stack.StoryAsync);

        var lease = await stack.Client.AcquireAsync("changing");
        Assert.Equal("2", (await stack.InvokeAsync(lease, new { })).GetProperty("version").GetString());
        await stack.Client.ReleaseAsync(lease);
    }

    [Fact]
    public async Task Stopped_functions_leave_no_process_no_address_and_no_zombie()
    {
        await Task.WhenAll(stack.Client.AcquireAsync("limited"), stack.Client.AcquireAsync("limited"));

        foreach (var function in (string[])["limited", "echo", "invoked", "changing", "killed", "left"])
            await stack.Client.StopAsync(function);

        await AgentCalls.UntilAsync(
            async () => !(await stack.ProcessesAsync()).Any(name => name.StartsWith("containerd-shim", StringComparison.Ordinal)), stack.StoryAsync);
        Assert.Equal("", await stack.Node.ExecuteAsync("ctr", "--namespace", "esb", "containers", "list", "--quiet"));
        Assert.Equal("", await stack.Node.ExecuteAsync("ls", "/run/esb/netns"));
        Assert.Equal("", await stack.Node.ExecuteAsync("ls", "/run/esb/logs"));
        Assert.DoesNotContain("10.88.", await stack.Node.ExecuteAsync("sh", "-c", "ls /run/esb/addresses/esb | grep -v last_reserved || true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_of_the_node_the_agent_follows_it_into_the_new_network()
    {
        await stack.Client.AcquireAsync("echo");

        await stack.DockerAsync("restart", "--time", "10", stack.Node.Id);

        await stack.ConnectAsync();
        await AgentCalls.UntilAsync(
            async () => (await stack.Agent.LogAsync()).Contains("started again in the new one", StringComparison.Ordinal), stack.StoryAsync);
        await stack.ConnectAsync();
        var lease = await stack.Client.AcquireAsync("echo");
        Assert.Equal("3", (await stack.InvokeAsync(lease, new { a = 3 })).GetProperty("event").GetProperty("a").GetRawText());
        Assert.Single(await stack.Client.ContainersAsync("echo"));
    }
}
