using BuildChain.Bake;

namespace BuildChain.DockerTests.Bake;

public sealed class FinishedTargetsTests
{
    static readonly string[] Services = ["alpha", "beta"];

    static BakeRequest Request(BakeRepository repository) => repository.Request with { Targets = ["base", .. Services] };

    static async Task<IReadOnlyList<BakedImage>> BakeAsync(BakeRepository repository)
    {
        var plan = await repository.PlanAsync(Request(repository));
        var finished = new FinishedTargets(plan, Services);
        var images = (await BakeOrchestrator.RunAsync(plan, repository.ExecuteAsync)).Images;
        finished.Remember(images.Where(image => image.Target != "base"), [.. images.Where(image => image.Target == "base")]);
        return images;
    }

    static async Task<IEnumerable<string>> FoundAsync(BakeRepository repository, IEnumerable<BakedImage> linked)
        => (await new FinishedTargets(await repository.PlanAsync(Request(repository)), Services).FindAsync([.. linked])).Select(image => image.Target);

    [Fact]
    public async Task Only_targets_whose_own_files_changed_are_baked_again()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var images = await BakeAsync(repository);

        Assert.Equal(Services, await FoundAsync(repository, images));
        repository.Write("beta/file", "another");
        Assert.Equal(["alpha"], await FoundAsync(repository, images));
    }

    [Fact]
    public async Task Of_the_version_files_only_its_own_matters_to_an_image()
    {
        await using var repository = await BakeRepository.CreateAsync();
        repository.Write("meta/alpha/version.json", "1").Write("meta/beta/version.json", "1");
        var images = await BakeAsync(repository);

        repository.Write("meta/beta/version.json", "22").Write("meta/elsewhere", "3");

        Assert.Equal(["alpha"], await FoundAsync(repository, images));
    }

    [Fact]
    public async Task What_an_image_stands_on_counts_by_what_it_came_out_as()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var images = await BakeAsync(repository);
        repository.Write("base/Dockerfile", "FROM scratch\nCOPY file /base\n# A comment makes no other image.\n");

        Assert.Equal(Services, await FoundAsync(repository, images));
        Assert.Empty(await FoundAsync(repository, images.Select(image => image with { Digest = "sha256:" + new string('0', 64) })));
        Assert.Empty(await FoundAsync(repository, []));
    }

    [Fact]
    public async Task An_image_that_the_engine_lost_is_baked_again()
    {
        await using var repository = await BakeRepository.CreateAsync();
        var images = await BakeAsync(repository);

        await repository.DockerAsync("image", "rm", $"esb-bt-alpha:{repository.Tag}");

        Assert.Equal(["beta"], await FoundAsync(repository, images));
    }
}
