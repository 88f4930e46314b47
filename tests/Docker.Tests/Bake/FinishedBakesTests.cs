using BuildChain.Bake;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Bake;

public sealed class FinishedBakesTests
{
    static async Task<BakeResult> BakeAsync(BakeRepository repository)
    {
        var plan = await repository.PlanAsync();
        var finished = new FinishedBakes(plan);
        if (await finished.FindAsync() is { } known)
            return known;
        var result = await BakeOrchestrator.RunAsync(plan, repository.ExecuteAsync);
        await finished.RememberAsync(result);
        return result;
    }

    [Fact]
    public async Task A_bake_with_nothing_changed_gives_the_images_of_the_one_before()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var first = await BakeAsync(repository);

        var second = await BakeAsync(repository);

        Assert.False(first.Unchanged);
        Assert.True(second.Unchanged);
        Assert.Equal(first.Images.Select(i => (i.Target, i.Digest)), second.Images.Select(i => (i.Target, i.Digest)));
        Assert.All(second.Images, image => Assert.Equal(BakeStatus.Cached, image.Status));
        Assert.EndsWith("2 cached: nothing changed since they were baked\n", BakeResultTable.Render(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_is_baked_and_so_is_its_change_back()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var first = await BakeAsync(repository);
        repository.Write("beta/Dockerfile", "FROM scratch\nCOPY file /elsewhere\n");

        var second = await BakeAsync(repository);

        Assert.False(second.Unchanged);
        Assert.NotEqual(first.Images[1].Digest, second.Images[1].Digest);
        Assert.True((await BakeAsync(repository)).Unchanged);
    }

    [Fact]
    public async Task A_permission_is_a_change()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await BakeAsync(repository);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(repository.Root, "beta", "file"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.False((await BakeAsync(repository)).Unchanged);
    }

    [Fact]
    public async Task An_image_that_was_removed_or_made_by_somebody_else_is_baked_again()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await BakeAsync(repository);
        await DockerAsync(repository, "image", "rm", $"esb-bt-beta:{repository.Tag}");
        Assert.False((await BakeAsync(repository)).Unchanged);

        await DockerAsync(repository, "tag", $"esb-bt-alpha:{repository.Tag}", $"esb-bt-beta:{repository.Tag}");
        Assert.False((await BakeAsync(repository)).Unchanged);
        Assert.True((await BakeAsync(repository)).Unchanged);
    }

    static Task<ProcessResult> DockerAsync(BakeRepository repository, params string[] arguments)
        => ProcessRunner.RunAsync(new ProcessRequest(repository.Docker.Path, arguments) { Environment = repository.Docker.Environment });
}
