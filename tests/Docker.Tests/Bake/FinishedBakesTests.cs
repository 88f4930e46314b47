using BuildChain.Bake;
using BuildChain.Locking;
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
    public async Task What_changed_while_it_was_baked_is_not_remembered_for_either_state()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var file = Path.Combine(repository.Root, "beta", "file");
        var (text, time) = (await File.ReadAllTextAsync(file), File.GetLastWriteTimeUtc(file));
        var finished = new FinishedBakes(await repository.PlanAsync());
        repository.Write("beta/file", "meanwhile");
        var result = await BakeOrchestrator.RunAsync(await repository.PlanAsync(), repository.ExecuteAsync);

        await finished.RememberAsync(result);

        Assert.Equal("files changed while they were baked", finished.Obstacle);
        await File.WriteAllTextAsync(file, text);
        File.SetLastWriteTimeUtc(file, time);
        Assert.Null(await new FinishedBakes(await repository.PlanAsync()).FindAsync());
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

    [Fact]
    public async Task The_same_under_another_tag_gets_that_tag_and_is_not_baked()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var first = await BakeAsync(repository);
        var plan = await repository.PlanAsync(repository.WithTag($"{repository.Tag}-2"));

        var second = await new FinishedBakes(plan).FindAsync();

        Assert.True(second!.Unchanged);
        Assert.Equal(first.Images.Select(i => i.Digest), second.Images.Select(i => i.Digest));
        Assert.Equal([$"esb-bt-alpha:{repository.Tag}-2", $"esb-bt-beta:{repository.Tag}-2"], second.Images.SelectMany(i => i.References));
        var ids = await EngineImages.IdsAsync(repository.Docker, [.. first.Images.Concat(second.Images).SelectMany(i => i.References)]);
        Assert.Equal(4, ids.Count);
        Assert.Equal(2, ids.Values.Distinct().Count());

        // The images live on under the second tag alone.
        await DockerAsync(repository, ["image", "rm", .. first.Images.SelectMany(i => i.References)]);
        var third = await new FinishedBakes(await repository.PlanAsync(repository.WithTag($"{repository.Tag}-3"))).FindAsync();
        Assert.Equal($"esb-bt-alpha:{repository.Tag}-3", third!.Images[0].References.Single());
    }

    [Fact]
    public async Task Of_bakes_of_one_content_at_once_one_is_run_and_the_others_take_its_images()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var plans = new List<BakePlan>();
        foreach (var number in Enumerable.Range(1, 4))
            plans.Add(await repository.PlanAsync(repository.WithTag($"{repository.Tag}-{number}")));
        var bakes = 0;

        var results = await Task.WhenAll(plans.Select(plan => Task.Run(() => OnceAsync(plan, () =>
        {
            Interlocked.Increment(ref bakes);
            return BakeOrchestrator.RunAsync(plan, repository.ExecuteAsync);
        }))));

        Assert.Equal(1, bakes);
        Assert.Equal(2, results.SelectMany(result => result.Images).Select(image => image.Digest).Distinct().Count());
        Assert.Equal(8, (await EngineImages.PresentAsync(repository.Docker, [.. results.SelectMany(result => result.Images).SelectMany(image => image.References)])).Count);
        Assert.Empty(Directory.EnumerateFiles(repository.At(".esb/bake/turns")));
    }

    [Fact]
    public async Task A_bake_that_fails_or_takes_too_long_is_not_waited_for_twice()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var (plan, other) = (await repository.PlanAsync(), await repository.PlanAsync(repository.WithTag($"{repository.Tag}-2")));
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var failing = OnceAsync(plan, async () =>
        {
            begun.SetResult();
            await end.Task;
            throw new InvalidOperationException("no space left");
        });
        await begun.Task;

        var why = "";
        var impatient = await OnceAsync(
            other, () => BakeOrchestrator.RunAsync(other, repository.ExecuteAsync), new LockOptions { Timeout = TimeSpan.Zero }, e => why = e.Message);
        var patient = OnceAsync(await repository.PlanAsync(repository.WithTag($"{repository.Tag}-3")), () => throw new InvalidOperationException("the other's images were there"));
        end.SetResult();

        Assert.False(impatient.Unchanged);
        Assert.StartsWith("Waited 0 s for the lock ", why, StringComparison.Ordinal);
        Assert.Equal("no space left", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.True((await patient).Unchanged);
    }

    static async Task<BakeResult> OnceAsync(BakePlan plan, Func<Task<BakeResult>> bake, LockOptions? locks = null, Action<Exception>? onGivenUp = null)
    {
        var finished = new FinishedBakes(plan);
        return await finished.OnceAsync(() => finished.FindAsync(), async () =>
        {
            var result = await bake();
            await finished.RememberAsync(result);
            return result;
        }, locks, onGivenUp);
    }

    static Task<ProcessResult> DockerAsync(BakeRepository repository, params string[] arguments)
        => ProcessRunner.RunAsync(new ProcessRequest(repository.Docker.Path, arguments) { Environment = repository.Docker.Environment });
}
