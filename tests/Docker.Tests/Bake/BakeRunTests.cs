using BuildChain.Bake;

namespace BuildChain.DockerTests.Bake;

public sealed class BakeRunTests
{
    static IEnumerable<(string, BakeStatus?)> States(BakeResult result) => result.Images.Select(i => (i.Target, i.Status));

    [Fact]
    public async Task Each_image_is_built_once_then_cached_and_only_what_changed_is_built_again()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var first = await repository.BakeAsync();
        Assert.Equal([("alpha", BakeStatus.Built), ("beta", BakeStatus.Built)], States(first));
        Assert.All(first.Images, image => Assert.NotNull(image.Duration));
        Assert.Equal([$"esb-bt-alpha:{repository.Tag}"], first.Images[0].References);

        var second = await repository.BakeAsync();
        Assert.Equal([("alpha", BakeStatus.Cached), ("beta", BakeStatus.Cached)], States(second));
        Assert.Equal(first.Images.Select(i => i.Digest), second.Images.Select(i => i.Digest));

        repository.Write("alpha/file", Guid.NewGuid().ToString());
        Assert.Equal([("alpha", BakeStatus.Built), ("beta", BakeStatus.Cached)], States(await repository.BakeAsync()));

        repository.Write("meta/version.json", Guid.NewGuid().ToString());
        Assert.Equal([("alpha", BakeStatus.Restamped), ("beta", BakeStatus.Restamped)], States(await repository.BakeAsync()));

        repository.Write("base/file", Guid.NewGuid().ToString());
        Assert.Equal([("alpha", BakeStatus.Built), ("beta", BakeStatus.Built)], States(await repository.BakeAsync()));
    }

    [Fact]
    public async Task What_was_built_before_the_engine_failed_is_not_called_cached()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await repository.BakeAsync();
        repository.Write("meta/version.json", "{ }");
        var plan = await repository.PlanAsync();
        var attempts = 0;

        var result = await BakeOrchestrator.RunAsync(plan, async (invocation, cancellation) =>
        {
            var execution = await repository.ExecuteAsync(invocation, cancellation);
            if (++attempts > 1)
                return execution;
            // What a containerd image store says now and then when several builds export the same new layers.
            const string Fault = "\nERROR: target beta: failed to solve: failed to prepare extraction snapshot \"x\": parent snapshot sha256:1 does not exist: not found\n";
            return new BakeExecution(1, execution.Output + Fault);
        });

        Assert.Equal(2, attempts);
        Assert.Equal([("alpha", BakeStatus.Restamped), ("beta", BakeStatus.Restamped)], States(result));
    }

    [Fact]
    public async Task Another_tag_of_the_same_content_is_cached()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await repository.BakeAsync();

        var other = await repository.BakeAsync(repository.WithTag(repository.Tag + "-2"));

        Assert.Equal([("alpha", BakeStatus.Cached), ("beta", BakeStatus.Cached)], States(other));
    }

    [Fact]
    public async Task A_new_label_alone_is_cached_and_on_the_image()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await repository.BakeAsync();

        var labels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["alpha"] = new Dictionary<string, string> { ["run"] = "${42}" } };
        var labelled = await repository.BakeAsync(repository.Request with { Labels = labels });

        Assert.Equal([("alpha", BakeStatus.Cached), ("beta", BakeStatus.Cached)], States(labelled));
        var shown = await repository.DockerAsync("image", "inspect", "--format", "{{index .Config.Labels \"run\"}}", $"esb-bt-alpha:{repository.Tag}");
        Assert.Equal("${42}", shown.Output);
    }

    [Fact]
    public async Task No_cache_builds_everything()
    {
        await using var repository = await BakeRepository.CreateAsync();
        await repository.BakeAsync();

        var again = await repository.BakeAsync(repository.Request with { NoCache = true });

        Assert.Equal([("alpha", BakeStatus.Built), ("beta", BakeStatus.Built)], States(again));
    }

    [Fact]
    public async Task The_digest_is_the_one_the_engine_knows()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var result = await repository.BakeAsync();

        var id = await repository.DockerAsync("image", "inspect", "--format", "{{.Id}}", $"esb-bt-alpha:{repository.Tag}");
        Assert.Equal(id.Output, result.Images[0].Digest);
    }

    [Fact]
    public async Task A_bake_leaves_no_files_of_its_run()
    {
        await using var repository = await BakeRepository.CreateAsync();

        await repository.BakeAsync();

        Assert.Equal(["images"], Directory.EnumerateFileSystemEntries(repository.At(".esb/bake")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cancelled_bake_leaves_no_files_either()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var plan = await repository.PlanAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => BakeOrchestrator.RunAsync(plan, (_, _) => throw new OperationCanceledException()));

        Assert.Empty(Directory.EnumerateFileSystemEntries(repository.At(".esb/bake")));
    }

    [Fact]
    public async Task Paths_outside_the_root_need_no_question()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var outside = Directory.CreateTempSubdirectory("esb-outside-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "ca.crt"), "x");
            var hcl = await File.ReadAllTextAsync(repository.At("docker-bake.hcl"));
            repository.Write("docker-bake.hcl", hcl.Replace(".esb/certs/rootCA.crt", Path.Combine(outside.FullName, "ca.crt"), StringComparison.Ordinal));

            Assert.Equal(2, (await repository.BakeAsync()).Images.Count);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }
}
