using System.Runtime.CompilerServices;

namespace StandIns.Tests.BuildContract;

public class HelpTests
{
    [Fact]
    public async Task Help_lists_targets_with_their_dependencies_and_parameters()
    {
        using var build = await new SampleBuild().With("TERM", "dumb").Execute("--help");

        Assert.Equal(0, build.ExitCode);
        Assert.Equal(Snapshot("help.txt"), build.Output);
    }

    [Fact]
    public async Task The_schema_describes_every_kind_of_parameter()
    {
        using var build = await SampleBuild.Run("--help");

        Assert.Equal(Snapshot("build.schema.json"), build.Read(".nuke/build.schema.json"));
        Assert.Contains("\"$schema\": \"./build.schema.json\"", build.Read(".nuke/parameters.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_someone_changed_or_removed_is_written_again()
    {
        using var build = await SampleBuild.Run("--help");
        var schema = build.Read(".nuke/build.schema.json");

        await build.WithFile(".nuke/build.schema.json", "{}").Execute("--help");
        Assert.Equal(schema, build.Read(".nuke/build.schema.json"));

        File.Delete(Path.Combine(build.Root, ".nuke", "build.schema.json"));
        await build.Execute("--help");
        Assert.Equal(schema, build.Read(".nuke/build.schema.json"));
    }

    [Fact]
    public async Task An_existing_parameters_file_is_left_alone()
    {
        using var build = await new SampleBuild().WithFile(".nuke/parameters.json", "{}").Execute("--help");

        Assert.Equal("{}", build.Read(".nuke/parameters.json"));
    }

    [Fact]
    public async Task Without_any_target_to_run_help_is_shown()
    {
        using var build = await SampleBuild.Run("--target");

        Assert.Equal(0, build.ExitCode);
        Assert.StartsWith("Targets (with their direct dependencies):\n", build.Output, StringComparison.Ordinal);
    }

    static string Snapshot(string name, [CallerFilePath] string test = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name));
}
