using BuildChain.Engine;

namespace BuildChain.DockerTests.Engine;

public sealed class RootImagesTests
{
    [PrivateEngineFact]
    public async Task An_image_that_nobody_has_and_nobody_can_make_is_named()
    {
        var engine = await Engines.AcquireAsync(TestEngine.Request);

        var failure = await Assert.ThrowsAsync<EngineException>(
            () => RootImages.EnsureAsync(engine, new RootImageRequest("nobody.invalid/has/this:one") { RegistryTimeout = TimeSpan.FromSeconds(2) }));

        Assert.Contains("nobody.invalid/has/this:one", failure.Message, StringComparison.Ordinal);
        Assert.Contains("debian:<suite>", failure.Message, StringComparison.Ordinal);
    }
}
