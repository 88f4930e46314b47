using BuildChain.DockerTests.Images;
using BuildChain.Engine;
using BuildChain.Inspection;
using BuildChain.Processes;

namespace BuildChain.DockerTests.Inspection;

public sealed class ImageInspectorTests
{
    [Fact]
    public async Task An_image_tells_its_target_commit_base_and_version()
    {
        var image = await BakedImage.OfAsync("gateway-docker");
        var (inspector, _) = await InspectorAsync();

        var origin = await inspector.ReadAsync(image.Reference, []);

        Assert.Equal(("gateway-docker", "control", "esb"), (origin.Target, origin.Kind, origin.Brand));
        Assert.Equal(image.Details["Id"]!.GetValue<string>(), origin.ImageId);
        Assert.Matches("^([0-9a-f]{40})?$", origin.Commit);
        Assert.NotEmpty(origin.Version);
        Assert.Equal("debian:bookworm-slim", origin.BaseName);
        Assert.Contains(image.Reference, origin.References);
        Assert.Null(origin.Container);
        Assert.Contains($"target     {origin.Target} (control)", OriginReport.Table([origin], DateTimeOffset.UtcNow), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_tells_of_its_image()
    {
        var image = await BakedImage.OfAsync("os-base");
        var (inspector, engine) = await InspectorAsync();
        var name = $"esb-inspected-{Guid.NewGuid():N}"[..24];
        (await ProcessRunner.TryRunAsync(engine.Docker("container", "create", "--name", name, "--label", "com.esb.managed=true", image.Reference, "true"))).EnsureSuccess();
        try
        {
            var origin = await inspector.ReadAsync(name, []);
            Assert.Equal((name, "os-base", image.Reference), (origin.Container, origin.Target, origin.References[0]));

            var error = await Assert.ThrowsAsync<BuildChainException>(() => inspector.ReadAsync(name[..^1], []));
            Assert.Contains($"Did you mean '{name}'?", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await ProcessRunner.TryRunAsync(engine.Docker("container", "rm", "--force", name));
        }
    }

    [Fact]
    public async Task No_container_is_left_by_looking_into_an_image()
    {
        var image = await BakedImage.OfAsync("os-base");
        var (inspector, engine) = await InspectorAsync();
        await inspector.ReadAsync(image.Reference, []);
        var left = await ProcessRunner.TryRunAsync(engine.Docker("container", "ls", "--all", "--quiet", "--filter", "label=com.esb.kind=inspection", "--filter", $"ancestor={image.Reference}"));
        Assert.Equal("", left.Output);
    }

    static async Task<(ImageInspector, EngineConnection)> InspectorAsync()
    {
        var engine = (await Engines.ProbeAsync(TestEngine.Request)).Connection!;
        return (new ImageInspector(engine), engine);
    }
}
