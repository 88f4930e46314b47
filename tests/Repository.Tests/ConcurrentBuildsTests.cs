using BuildChain;
using BuildChain.Locking;

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

    [Fact]
    public async Task A_publication_with_nothing_to_do_does_not_wait_for_a_bake()
    {
        var first = await Tree.ShellAsync("./build.sh Publish");
        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        // As a bake holds it.
        await using var held = await FileLock.AcquireAsync(Tree.At($"{BrandNames.Folder}/publish/.lock"), LockMode.Shared);

        var result = await Tree.ShellAsync("./build.sh Publish --lock-timeout 2s");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("Up to date: ", result.Output, StringComparison.Ordinal);
    }
}
