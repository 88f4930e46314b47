using BuildChain.Bake;

namespace BuildChain.DockerTests.Bake;

public sealed class BakeFailureTests
{
    const string RootImage = "debian:bookworm-slim";

    static async Task<BakeRepository> BrokenAsync()
    {
        var repository = await BakeRepository.CreateAsync();
        var root = Environment.GetEnvironmentVariable("OS_ROOT_IMAGE") is { Length: > 0 } image ? image : RootImage;
        return repository.Write("beta/Dockerfile", $"FROM {root}\nCOPY file /beta\nRUN echo about to fail >&2; echo oops >&2; exit 3\n");
    }

    [Fact]
    public async Task Plain_output_gives_target_step_place_log_and_commands()
    {
        await using var repository = await BrokenAsync();

        var e = await Assert.ThrowsAsync<BakeFailedException>(() => repository.BakeAsync());

        Assert.Equal("beta", e.Failure.Target);
        Assert.Equal(1, e.ExitCode);
        Assert.StartsWith("Target 'beta' could not be built at beta/Dockerfile:3", e.Message, StringComparison.Ordinal);
        Assert.Contains("RUN echo about to fail", e.Failure.Step, StringComparison.Ordinal);
        Assert.Equal(["about to fail", "oops"], e.Failure.Log);
        Assert.Contains("exit code: 3", e.Failure.Error, StringComparison.Ordinal);
        Assert.Contains($"ESB_TAG={repository.Tag} docker buildx bake --file docker-bake.hcl", e.Message, StringComparison.Ordinal);
        Assert.Equal("To build only this target again: ./build.sh Bake --bake-targets beta", e.Remedy);
    }

    [Fact]
    public async Task What_went_to_a_terminal_is_read_back_from_the_build_history()
    {
        await using var repository = await BrokenAsync();

        var e = await Assert.ThrowsAsync<BakeFailedException>(async () => await BakeOrchestrator.RunAsync(
            await repository.PlanAsync(), async (invocation, cancellation) => await repository.ExecuteAsync(invocation, cancellation) with { Output = null }));

        if (!new BuildxFeatures(repository.Docker.Buildx).History)
        {
            Assert.StartsWith("The bake failed with exit code 1", e.Message, StringComparison.Ordinal);
            return;
        }
        Assert.StartsWith("Target 'beta' could not be built at beta/Dockerfile:3", e.Message, StringComparison.Ordinal);
        Assert.Equal(["about to fail", "oops"], e.Failure.Log);
        Assert.Contains("RUN echo about to fail", e.Failure.Step, StringComparison.Ordinal);
        Assert.NotEmpty(e.Failure.Source);
    }

    [Fact]
    public async Task The_command_that_is_given_can_be_repeated()
    {
        await using var repository = await BrokenAsync();
        var e = await Assert.ThrowsAsync<BakeFailedException>(() => repository.BakeAsync());
        var command = e.Message.Split('\n').Single(l => l.TrimStart().StartsWith("command:", StringComparison.Ordinal)).Split("command:")[1].Trim();
        repository.Write("beta/Dockerfile", "FROM scratch\nCOPY file /beta\n");

        var shell = await Processes.ProcessRunner.TryRunAsync(new("sh", "-c", command)
        {
            WorkingDirectory = repository.Root,
            Environment = new Dictionary<string, string?>(repository.Docker.Environment)
            {
                ["PATH"] = $"{Path.GetDirectoryName(repository.Docker.Path)}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        });

        Assert.True(shell.Succeeded, shell.Error);
    }

    [Fact]
    public async Task A_builder_that_does_not_exist_is_told_in_buildx_words()
    {
        await using var repository = await BakeRepository.CreateAsync();

        var e = await Assert.ThrowsAsync<BakeFailedException>(() => repository.BakeAsync(repository.Request with { Builder = "no-such-builder" }));

        Assert.Contains("no builder \"no-such-builder\" found", e.Message, StringComparison.Ordinal);
    }
}
