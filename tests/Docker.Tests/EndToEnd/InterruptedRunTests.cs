namespace BuildChain.DockerTests.EndToEnd;

/// <summary>Runs that somebody or something ends, in each of their phases. Takes long: see <see cref="LongFactAttribute"/>.</summary>
[Collection(nameof(MachineAfterRunTests))]
public sealed class InterruptedRunTests
{
    static readonly string[] Phases = ["tag", "ports", "build", "up", "healthy", "scenarios", "logs", "teardown"];

    public static TheoryData<string, string> Interruptions
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var phase in Phases)
            {
                all.Add(phase, "INT");
                all.Add(phase, "TERM");
                all.Add(phase, "HUP");
            }
            return all;
        }
    }

    [LongTheory]
    [MemberData(nameof(Interruptions))]
    public async Task An_interrupted_run_removes_what_it_made(string phase, string signal)
    {
        using var command = new E2ECommand();
        var before = await MachineState.ReadAsync(command.Env);

        var exitCode = await command.InterruptAsync(phase, signal);

        // What comes after the scenarios goes on, and the result stands.
        Assert.True(exitCode != 0 || phase is "logs" or "teardown", command.Output);
        Assert.Equal(before, await MachineState.ReadAsync(command.Env));
    }

    [LongFact]
    public async Task What_a_killed_run_left_is_cleaned_and_a_neighbour_is_not_touched()
    {
        using var neighbour = new E2ECommand();
        Assert.True(await neighbour.RunAsync("--keep") == 0, neighbour.Output);
        var tag = neighbour.Output.Split("E2EClean --tag ")[1].Split('\n')[0].Trim();
        try
        {
            var kept = await MachineState.ReadAsync(neighbour.Env);
            Assert.Contains(kept, line => line.StartsWith("container ", StringComparison.Ordinal));
            foreach (var phase in Phases)
            {
                using var command = new E2ECommand(phase is "up" or "scenarios" ? "containerd" : "docker");
                var before = await MachineState.ReadAsync(command.Env);
                await command.InterruptAsync(phase, "KILL");

                await E2ECommand.BuildAsync("E2EClean");

                Assert.Equal(before, await MachineState.ReadAsync(command.Env));
                Assert.Equal(kept, await MachineState.ReadAsync(neighbour.Env));
            }

            Assert.True(await neighbour.RunAsync("--test-only", "--tag", tag) == 0, neighbour.Output);
        }
        finally
        {
            await E2ECommand.BuildAsync("E2EClean", "--tag", tag);
        }

        Assert.Empty(await MachineState.ReadAsync(neighbour.Env));
    }
}
