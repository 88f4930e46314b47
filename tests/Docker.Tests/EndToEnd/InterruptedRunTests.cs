namespace BuildChain.DockerTests.EndToEnd;

/// <summary>Runs that somebody or something ends, in each of their phases. Takes a quarter of an hour: with <c>ESB_TEST_INTERRUPTS=1</c> only.</summary>
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
            }
            return all;
        }
    }

    [InterruptTheory]
    [MemberData(nameof(Interruptions))]
    public async Task An_interrupted_run_removes_what_it_made(string phase, string signal)
    {
        using var command = new E2ECommand();
        var before = await MachineState.ReadAsync(command.Env);

        var exitCode = await command.InterruptAsync(phase, signal);

        Assert.NotEqual(0, exitCode);
        Assert.Equal(before, await MachineState.ReadAsync(command.Env));
    }

    [InterruptFact]
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

/// <summary>A test that is asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class InterruptFactAttribute : FactAttribute
{
    internal const string Variable = "ESB_TEST_INTERRUPTS";

    public InterruptFactAttribute() => Skip = Reason;

    internal static string? Reason => Environment.GetEnvironmentVariable(Variable) == "1" ? null : $"it takes long: {Variable}=1 runs it";
}

/// <inheritdoc cref="InterruptFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
sealed class InterruptTheoryAttribute : TheoryAttribute
{
    public InterruptTheoryAttribute() => Skip = InterruptFactAttribute.Reason;
}
