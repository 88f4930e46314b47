using BuildChain.Bake;
using BuildChain.DockerTests.EndToEnd;
using BuildChain.DockerTests.Functions;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Bake;

/// <summary>Every image that docker-bake.hcl makes of this repository's own files.</summary>
public sealed class ReproducibleRepositoryTests
{
    [LongFact]
    public async Task Two_clean_builds_of_every_image_have_the_same_layers()
    {
        var docker = await TestDocker.CliAsync();
        var tag = $"rep-{Guid.NewGuid():N}"[..12];
        // Before every file of this machine, so that all of them have to be moved back.
        var request = new BakeRequest(FixtureFunctions.RepositoryRoot)
        {
            Targets = ["meta", "default"], BaseLink = BaseLink.Target, NoCache = true, Progress = "plain",
            Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), Variables = new Dictionary<string, string?> { ["ESB_TAG"] = tag },
        };
        try
        {
            var first = await BuildAsync(request, docker);
            var second = await BuildAsync(request, docker);

            Assert.Equal(11, first.Count);
            Assert.All(first, image => Assert.True(image.Value == second[image.Key], $"{image.Key}:\n  {image.Value}\n  {second[image.Key]}"));
        }
        finally
        {
            var images = (await RunAsync(docker, docker.Path, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"reference=*:{tag}")).Output;
            await RunAsync(docker, docker.Path, ["image", "rm", "--force", .. images.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        }
    }

    static async Task<Dictionary<string, string>> BuildAsync(BakeRequest request, DockerCli docker)
    {
        var plan = (await BakePlanner.PlanAsync(request, docker)).EnsureSound();
        var result = await BakeOrchestrator.RunAsync(plan, async (call, cancellation) =>
        {
            var ended = await ProcessRunner.TryRunAsync(
                new ProcessRequest(call.Executable, call.Arguments) { WorkingDirectory = call.WorkingDirectory, Environment = call.Environment }, cancellation);
            return new BakeExecution(ended.ExitCode, ended.Error);
        });
        var layers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in result.Images)
            layers[image.Target] = (await RunAsync(docker, docker.Path, "image", "inspect", "--format", "{{json .RootFS.Layers}}", image.References[0])).EnsureSuccess().Output;
        return layers;
    }

    static Task<ProcessResult> RunAsync(DockerCli docker, string program, params string[] arguments)
        => ProcessRunner.TryRunAsync(new ProcessRequest(program, arguments) { Environment = docker.Environment });
}
