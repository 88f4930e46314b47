using System.Text.Json;

namespace Repository.Tests.Mise;

public class MiseTests
{
    static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> File = MiseFile.Read(Tree.Read(".mise.toml"));

    static IReadOnlyDictionary<string, string> Tasks { get; } = File
        .Where(table => table.Key.StartsWith("tasks.", StringComparison.Ordinal))
        .ToDictionary(table => table.Key["tasks.".Length..], table => table.Value["run"], StringComparer.Ordinal);

    [Fact]
    public void Has_the_tasks_that_people_look_for()
        => Assert.Empty(new[] { "setup", "setup:buildx", "setup:certs", "build", "up", "down", "e2e", "test", "rotate:certs:leaf", "rotate:certs:all" }.Except(Tasks.Keys));

    [Fact]
    public void The_builder_is_no_part_of_the_set_up() => Assert.DoesNotContain("SetupBuildx", Tasks["setup"]);

    [Fact]
    public void Every_task_has_a_description()
        => Assert.All(File.Where(table => table.Key.StartsWith("tasks.", StringComparison.Ordinal)), table => Assert.NotEmpty(table.Value["description"]));

    [Fact]
    public void Every_task_is_one_command_of_the_build_with_targets_and_parameters_that_exist()
        => Assert.All(Tasks.Values, command =>
        {
            Assert.StartsWith("./build.sh ", command);
            Assert.Equal([command["./build.sh ".Length..]], BuildCommand.In(command));
            Assert.Empty(BuildCommand.Problems(command["./build.sh ".Length..]));
        });

    [Fact]
    public void Pins_the_SDK_of_global_json()
        => Assert.Equal(
            JsonDocument.Parse(Tree.Read("global.json")).RootElement.GetProperty("sdk").GetProperty("version").GetString(), File["tools"]["dotnet"]);

    [Fact]
    public async Task The_build_takes_every_task_s_command()
    {
        foreach (var command in Tasks.Values)
        {
            // The build reads and checks targets, parameters and values before it shows its help.
            var result = await Tree.ShellAsync($"{command} --help");
            Assert.True(result.ExitCode == 0, $"{command}: {result.Output}\n{result.Error}");
        }
    }

    [Fact]
    public async Task The_certificates_are_made_kept_and_rotated()
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            async Task<(string Root, string Leaf)> After(string task)
            {
                var result = await Tree.ShellAsync($"{Tasks[task]} --no-logo", new Dictionary<string, string?> { ["CERT_DIR"] = folder });
                Assert.True(result.ExitCode == 0, $"{task}: {result.Output}\n{result.Error}");
                return (System.IO.File.ReadAllText(Path.Combine(folder, "rootCA.crt")), System.IO.File.ReadAllText(Path.Combine(folder, "server.crt")));
            }

            var made = await After(MiseFile.CertificateTasks[0]);
            var kept = await After(MiseFile.CertificateTasks[0]);
            var leaf = await After(MiseFile.CertificateTasks[1]);
            var all = await After(MiseFile.CertificateTasks[2]);

            Assert.Equal(made, kept);
            Assert.Equal(made.Root, leaf.Root);
            Assert.NotEqual(made.Leaf, leaf.Leaf);
            Assert.NotEqual(made.Root, all.Root);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
