using System.Text.RegularExpressions;
using BuildChain.Bake;
using BuildChain.Buildx;
using BuildChain.DockerTests.Bake;
using BuildChain.DockerTests.EndToEnd;
using BuildChain.Engine;
using BuildChain.Processes;
using Repository.Tests;
using Repository.Tests.Docs;

namespace BuildChain.DockerTests.Builders;

/// <summary>A builder of the remote driver in front of a real BuildKit: the engine's.</summary>
public sealed class RemoteBuilderTests : IAsyncLifetime
{
    readonly string name = $"esb-test-{Guid.NewGuid():N}"[..16];
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("esb-builders-");
    EngineConnection engine = null!;
    BuildKitBridge bridge = null!;

    public async Task InitializeAsync()
    {
        engine = (await Engines.ProbeAsync(TestEngine.Request)).Connection!;
        Assert.True(engine is not null, "These tests need an engine: ./build.sh SetupEngine");
        bridge = BuildKitBridge.To(engine);
    }

    public async Task DisposeAsync()
    {
        await ProcessRunner.TryRunAsync(engine.Docker("buildx", "rm", name));
        await ProcessRunner.TryRunAsync(engine.Docker("image", "rm", $"esb-provisioner:{name}"));
        if (Path.Combine(TestEngine.Request.Home, "builders", name) is var settings && Directory.Exists(settings))
            Directory.Delete(settings, recursive: true);
        await bridge.DisposeAsync();
        folder.Delete(recursive: true);
    }

    BuilderSpec Spec => new(name, BuilderSpec.Remote) { Endpoint = bridge.Endpoint };

    BuilderState? State => BuilderState.Find(name, [engine.Environment.GetValueOrDefault("DOCKER_CONFIG") ?? Environment.GetEnvironmentVariable("DOCKER_CONFIG")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker")]);

    [Fact]
    public async Task A_builder_is_created_reused_and_made_anew_when_its_settings_change()
    {
        Assert.Equal(BuilderOutcome.Created, await EnsureAsync(Spec));
        Assert.Equal(new BuilderState(name, "remote", bridge.Endpoint), State);
        Assert.Equal(BuilderOutcome.Reused, await EnsureAsync(Spec));
        Assert.Equal(BuilderOutcome.Recreated, await EnsureAsync(Spec with { DriverOptions = ["default-load=true"] }));
        Assert.Contains("running", await BuilderSetup.CheckAsync(engine, name, BuilderSpec.Remote), StringComparison.Ordinal);

        var other = await Assert.ThrowsAsync<BuildChainException>(() => EnsureAsync(Spec with { Driver = BuilderSpec.Container }));
        Assert.Contains($"docker buildx rm {name}", other.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_builder_that_nobody_answers_for_says_so()
    {
        var failure = await Assert.ThrowsAsync<BuildChainException>(() => EnsureAsync(Spec with { Endpoint = "unix:///nowhere/buildkitd.sock" }));
        Assert.Contains($"Builder '{name}' does not start", failure.Message, StringComparison.Ordinal);
        Assert.Contains("buildkitd", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_bake_with_another_builder_loads_the_images_and_hands_over_the_root_image()
    {
        await EnsureAsync(Spec);
        await using var repository = await BakeRepository.CreateAsync();
        // A name that no registry and no other builder has.
        var root = $"esb-bt-base:{repository.Tag}-root";
        Assert.True((await repository.DockerAsync("image", "tag", "debian:bookworm-slim", root)) is { ExitCode: 0 });
        try
        {
            repository.Write("base/Dockerfile", "ARG OS_ROOT_IMAGE\nFROM ${OS_ROOT_IMAGE}\nCOPY file /base\n");
            var file = await File.ReadAllTextAsync(repository.At("docker-bake.hcl"));
            repository.Write("docker-bake.hcl", file.Replace("context = \"base\"", $"context = \"base\"\n  args = {{ OS_ROOT_IMAGE = \"{root}\" }}", StringComparison.Ordinal));

            var layout = await RootLayout.EnsureAsync(engine, root, repository.Root);
            var result = await repository.BakeAsync(repository.Request with { Builder = name, Load = true, RootLayout = layout });

            Assert.Equal(["alpha", "beta"], result.Images.Select(image => image.Target));
            Assert.Contains($"context {root}] load metadata", repository.Output, StringComparison.Ordinal);
            Assert.True((await repository.DockerAsync("run", "--rm", "--network", "none", $"esb-bt-alpha:{repository.Tag}", "ls", "/alpha", "/base", "/etc/debian_version")) is { ExitCode: 0 });
            Assert.Equal(layout, await RootLayout.EnsureAsync(engine, root, repository.Root));
        }
        finally
        {
            await repository.DockerAsync("image", "rm", root);
        }
    }

    [Fact]
    public async Task Fixed_times_work_with_it_too()
    {
        await EnsureAsync(Spec);
        await using var repository = await BakeRepository.CreateAsync();
        var request = repository.Request with { Builder = name, Load = true, Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), NoCache = true };

        var far = await repository.BakeAsync(request);
        var near = await repository.BakeAsync(request with { Builder = "default", Load = false });

        Assert.Equal(near.Images.Select(image => image.Digest), far.Images.Select(image => image.Digest));
    }

    /// <remarks>The builder of <c>Bake</c> and <c>E2E</c>, <c>ci</c>, is one of the remote driver where no registry gives BuildKit's image.</remarks>
    [Fact]
    public async Task The_same_commands_bake_and_test_with_another_builder()
    {
        await Certificates.EnsureAsync(new CertificateOptions(folder.FullName));
        await using var secured = BuildKitBridge.To(engine, folder.FullName);
        using var e2e = new E2ECommand();
        foreach (var line in Markdown.Tested().Commands)
        {
            if (line.Contains("--builder ci", StringComparison.Ordinal) && !line.Contains("--driver", StringComparison.Ordinal))
                await BuildAsync($"./build.sh SetupBuildx --builder ci --driver remote --endpoint {bridge.Endpoint}");
            await BuildAsync(
                line.Replace("tcp://buildkit.example:1234", secured.Endpoint, StringComparison.Ordinal)
                    .Replace("/certs/ca.pem", $"{folder.FullName}/rootCA.crt", StringComparison.Ordinal)
                    .Replace("/certs/cert.pem", $"{folder.FullName}/client.crt", StringComparison.Ordinal)
                    .Replace("/certs/key.pem", $"{folder.FullName}/client.key", StringComparison.Ordinal)
                    .Replace("Bake ", $"Bake --tag {name} --bake-targets provisioner ", StringComparison.Ordinal)
                    .Replace("--e2e-profiles e2e-docker", $"--e2e-profiles-file {e2e.ProfilesFile} --e2e-profiles {e2e.Env}", StringComparison.Ordinal),
                Exempt.Of(line)?.Message);
            if (line.Contains(" Bake ", StringComparison.Ordinal))
                Assert.Equal($"esb-provisioner:{name}", (await ProcessRunner.RunAsync(engine.Docker("image", "ls", "--filter", $"reference=*:{name}", "--format", "{{.Repository}}:{{.Tag}}"))).Output);
            if (line.Contains("--driver", StringComparison.Ordinal))
                await ProcessRunner.TryRunAsync(engine.Docker("buildx", "rm", name));
        }
    }

    async Task BuildAsync(string line, string? message = null)
    {
        var named = Regex.Replace(line, "--builder [a-z]+", $"--builder {name}", RegexOptions.None, TimeSpan.FromSeconds(1));
        var result = await Tree.ShellAsync(named, new Dictionary<string, string?>(StringComparer.Ordinal) { ["ENGINE"] = TestEngine.Request.Mode.ToString() });
        Assert.True(result.ExitCode == 0 || (message is not null && result.Output.Contains(message, StringComparison.Ordinal)), $"{named} failed:\n{result.Error}\n{result.Output}");
    }

    Task<BuilderOutcome> EnsureAsync(BuilderSpec spec) => BuilderSetup.EnsureAsync(engine, spec, State, folder.FullName);
}
