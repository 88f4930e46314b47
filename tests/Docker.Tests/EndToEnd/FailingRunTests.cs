using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BuildChain.DockerTests.Stack;
using BuildChain.Processes;

namespace BuildChain.DockerTests.EndToEnd;

/// <summary>What a run meets that nobody planned: its report says what, where and why, and nothing is left.</summary>
[Collection(nameof(MachineAfterRunTests))]
public sealed class FailingRunTests
{
    [Fact]
    public async Task A_suite_that_is_misspelt_is_named()
    {
        using var command = new E2ECommand();

        var exitCode = await command.RunAsync("--suites", "smoke", "standrad");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("is of the suite 'standrad'. Known are: smoke, standard. Did you mean 'standard'?", command.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("| build …", command.Output, StringComparison.Ordinal);
        Assert.Empty(await MachineState.ReadAsync(command.Env));
    }

    [Fact]
    public async Task A_port_that_is_taken_after_the_lease_is_named()
    {
        using var command = new E2ECommand();
        using var taker = new Taker();

        var exitCode = await command.RunAsync(line =>
        {
            if (Regex.Match(line, @"ports from (\d+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } leased)
                taker.Take(int.Parse(leased.Groups[1].Value, CultureInfo.InvariantCulture));
        });

        Assert.NotEqual(0, exitCode);
        Assert.Matches($"up went wrong: Port {taker.Port} .*taken", command.Output);
        Assert.Contains($"Port {taker.Port}", E2ECommand.Page, StringComparison.Ordinal);
        Assert.Empty(await MachineState.ReadAsync(command.Env));
    }

    [Fact]
    public async Task A_service_that_never_gets_healthy_is_named()
    {
        using var command = new E2ECommand(more: "    timeouts: { up: 20s }");
        using var isOver = new CancellationTokenSource();
        var engine = await TestStack.EngineAsync();
        var pause = Task.CompletedTask;

        var exitCode = await command.RunAsync(line =>
        {
            if (line.Contains("| up …", StringComparison.Ordinal))
                pause = PauseAsync($"label=com.esb.env={command.Env}");
        });
        await isOver.CancelAsync();
        await pause;

        Assert.NotEqual(0, exitCode);
        Assert.Matches("up went wrong: 'gateway' of 'esb-.*' is not well after", command.Output);
        Assert.Contains("is not well after", E2ECommand.Page, StringComparison.Ordinal);
        Assert.Empty(await MachineState.ReadAsync(command.Env));

        async Task PauseAsync(string filter)
        {
            while (!isOver.IsCancellationRequested)
            {
                var gateway = (await ProcessRunner.RunAsync(engine.Docker("container", "ls", "--quiet", "--filter", filter, "--filter", "label=com.docker.compose.service=gateway"))).Output;
                if (gateway.Length > 0 && (await ProcessRunner.TryRunAsync(engine.Docker("container", "pause", gateway))).Succeeded)
                    return;
            }
        }
    }

    [Fact]
    public async Task An_engine_that_goes_away_is_told_and_what_is_left_there_is_removed_when_it_is_back()
    {
        var engine = await TestStack.EngineAsync();
        using var relay = new EngineRelay(engine.Host!["unix://".Length..]);
        relay.Start();
        using var command = new E2ECommand { EngineHost = relay.Host };

        var exitCode = await command.RunAsync(line =>
        {
            if (line.Contains("| healthy …", StringComparison.Ordinal))
                relay.Stop();
        });
        Assert.True(!relay.IsUp, command.Output);
        var left = await MachineState.ReadAsync(command.Env);
        var elsewhere = await E2ECommand.BuildAsync("E2EClean");
        var afterwards = await MachineState.ReadAsync(command.Env);
        relay.Start();
        await command.BuildThereAsync("E2EClean");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("teardown went wrong: Not everything of ", command.Output, StringComparison.Ordinal);
        Assert.Contains(relay.Host, E2ECommand.Page, StringComparison.Ordinal);
        Assert.Contains("./build.sh E2EClean", E2ECommand.Page, StringComparison.Ordinal);
        Assert.Contains(left, line => line.StartsWith("container ", StringComparison.Ordinal));
        Assert.Contains($"DOCKER_HOST={relay.Host} ./build.sh E2EClean", elsewhere, StringComparison.Ordinal);
        Assert.Equal(left, afterwards);
        Assert.Empty(await MachineState.ReadAsync(command.Env));
    }

    /// <summary>Somebody else who wants a port.</summary>
    sealed class Taker : IDisposable
    {
        TcpListener? _listener;

        public int Port { get; private set; }

        public void Take(int port)
        {
            Port = port;
            _listener = new TcpListener(IPAddress.Any, port);
            _listener.Start();
        }

        public void Dispose() => _listener?.Dispose();
    }
}
