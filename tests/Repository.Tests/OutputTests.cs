using System.Text.Json;

namespace Repository.Tests;

/// <summary>What goes where on the command line.</summary>
public class OutputTests
{
    [Fact]
    public async Task Json_is_alone_on_standard_output()
    {
        var result = await Tree.ShellAsync("./build.sh CacheStatus --format json");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(1, json.RootElement.GetProperty("schema").GetInt32());
        Assert.Contains("Build succeeded", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_among_the_build_s_own_lines()
    {
        var result = await Tree.ShellAsync("./build.sh CacheStatus --format table");

        Assert.Contains("Build succeeded", result.Output, StringComparison.Ordinal);
    }
}
