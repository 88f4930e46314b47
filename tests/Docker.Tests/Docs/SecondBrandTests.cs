using BuildChain.DockerTests.EndToEnd;
using BuildChain.DockerTests.Stack;
using BuildChain.Processes;
using Repository.Tests;

namespace BuildChain.DockerTests.Docs;

/// <summary>The same product under another name, from a copy of the tree to an E2E run.</summary>
public sealed class SecondBrandTests
{
    [LongFact]
    public async Task Another_brand_bakes_and_is_tested_and_has_no_image_of_this_one()
    {
        var engine = await TestStack.EngineAsync();
        var folder = Directory.CreateTempSubdirectory("esb-brand-").FullName;
        var tag = $"b{Guid.NewGuid():N}"[..9];
        using var e2e = new E2ECommand();
        async Task<string> ShellAsync(string command)
        {
            var result = await Tree.ShellAsync(command, new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ENGINE"] = TestEngine.Request.Mode.ToString(), ["ACME_HOME"] = TestEngine.Request.Home, ["ACME_TAG"] = tag,
            });
            Assert.True(result.ExitCode == 0, $"{command} failed:\n{result.Error}\n{result.Output}");
            return result.Output;
        }

        try
        {
            await ShellAsync($"./build.sh Brand --brand acme --output {folder}/acme");
            await ShellAsync($"cd {folder}/acme && git init -q . && git add . && git -c user.name=a -c user.email=a@b.c commit -qm acme");
            await ShellAsync($"cd {folder}/acme && ./build.sh BakeControl");
            var run = await ShellAsync($"cd {folder}/acme && ./build.sh E2E --e2e-profiles-file {e2e.ProfilesFile} --e2e-profiles {e2e.Env}");

            var images = (await ProcessRunner.RunAsync(engine.Docker("image", "ls", "--filter", $"reference=*:{tag}", "--format", "{{.Repository}}"))).Output.Split('\n');
            Assert.Contains("acme-gateway-docker", images);
            Assert.All(images, image => Assert.StartsWith("acme-", image, StringComparison.Ordinal));
            Assert.Contains("acme-lambda-echo", run, StringComparison.Ordinal);
            Assert.DoesNotContain("esb-lambda-echo", run, StringComparison.Ordinal);
        }
        finally
        {
            var left = await ProcessRunner.RunAsync(engine.Docker("image", "ls", "--filter", $"reference=*:{tag}", "--format", "{{.Repository}}:{{.Tag}}"));
            if (left.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } references)
                await ProcessRunner.TryRunAsync(engine.Docker(["image", "rm", "--force", .. references]));
            Directory.Delete(folder, recursive: true);
        }
    }
}
