namespace BuildChain.DockerTests.EndToEnd;

/// <summary>What a run leaves of itself: its report, and nothing else.</summary>
[Collection(nameof(MachineAfterRunTests))]
[CollectionDefinition(nameof(MachineAfterRunTests), DisableParallelization = true)]
public sealed class MachineAfterRunTests
{
    [Theory]
    [InlineData("docker")]
    [InlineData("containerd")]
    public async Task A_run_leaves_the_machine_as_it_was(string mode)
    {
        using var command = new E2ECommand(mode);
        if (mode == "containerd")
            await E2ECommand.BuildAsync("SetupRegistry"); // It outlives runs, as the engine does.
        var before = await MachineState.ReadAsync(command.Env);

        var exitCode = await command.RunAsync();

        Assert.True(exitCode == 0, command.Output);
        Assert.Equal(before, await MachineState.ReadAsync(command.Env));
        Assert.True(File.Exists(Path.Combine(command.Report, "junit.xml")));
        Assert.True(File.Exists(Path.Combine(command.Report, "logs", "gateway.log")));
    }

    [Fact]
    public async Task A_run_that_fails_says_so_and_leaves_the_machine_as_it_was()
    {
        using var command = new E2ECommand();
        var before = await MachineState.ReadAsync(command.Env);

        var exitCode = await command.RunAsync("--filter", "FullyQualifiedName~ThereIsNone");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("No scenario ran.", command.Output, StringComparison.Ordinal);
        Assert.Equal(before, await MachineState.ReadAsync(command.Env));
    }
}
