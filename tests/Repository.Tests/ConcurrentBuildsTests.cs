namespace Repository.Tests;

public class ConcurrentBuildsTests
{
    [Fact]
    public async Task Builds_of_one_tree_run_side_by_side()
    {
        var folder = Directory.CreateTempSubdirectory("esb-test-").FullName;
        try
        {
            var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Tree.ShellAsync(
                "./build.sh SetupCerts --no-logo", new Dictionary<string, string?> { ["CERT_DIR"] = Path.Combine(folder, $"{i}") })));

            Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output + result.Error));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
