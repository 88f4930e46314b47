using BuildChain.Bake;

namespace BuildChain.DockerTests.Bake;

public sealed class ConcurrentBakeTests
{
    /// <summary>Two working trees of one commit, with tags of their own, as concurrent end-to-end runs bake.</summary>
    [Fact]
    public async Task A_base_image_that_two_bakes_need_at_once_is_built_once()
    {
        await using var one = await BakeRepository.CreateAsync();
        await using var other = await BakeRepository.CreateAsync();
        var root = Environment.GetEnvironmentVariable("OS_ROOT_IMAGE") is { Length: > 0 } image ? image : "debian:bookworm-slim";
        var content = Guid.NewGuid().ToString();
        foreach (var repository in new[] { one, other })
        {
            // Made twice it would be two layers.
            repository.Write("base/Dockerfile", $"FROM {root}\nCOPY file /base\nRUN sleep 2 && head -c 16 /dev/urandom > /once\n").Write("base/file", content);
        }

        await Task.WhenAll(one.BakeAsync(one.Request with { Targets = ["base"] }), other.BakeAsync(other.Request with { Targets = ["base"] }));

        Assert.Equal(await LayersAsync(one), await LayersAsync(other));
    }

    static async Task<string> LayersAsync(BakeRepository repository)
        => (await Processes.ProcessRunner.RunAsync(new(repository.Docker.Path, ["image", "inspect", "--format", "{{json .RootFS.Layers}}", $"esb-bt-base:{repository.Tag}"])
        {
            Environment = repository.Docker.Environment,
        })).Output;
}
