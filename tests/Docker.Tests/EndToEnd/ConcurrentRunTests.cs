using System.Text.Json;

namespace BuildChain.DockerTests.EndToEnd;

/// <summary>Runs that start at the same moment from the same commit.</summary>
[Collection(nameof(MachineAfterRunTests))]
public sealed class ConcurrentRunTests
{
    const int Runs = 6;

    [LongTheory]
    [InlineData("docker")]
    [InlineData("containerd")]
    public async Task Runs_of_one_profile_at_once_share_no_tag_project_or_port_and_leave_nothing(string mode)
    {
        using var command = new E2ECommand(mode);

        var exitCodes = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => command.RunAsync()));

        Assert.True(exitCodes.All(code => code == 0), command.Output);
        var runs = command.Reports.Select(folder => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement).ToList();
        Assert.Equal(Runs, runs.Count);
        foreach (var name in new[] { "tag", "project", "gateway" })
            Assert.Equal(Runs, runs.Select(run => run.GetProperty(name).GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await MachineState.ReadAsync(command.Env));
    }
}
