using BuildChain.Engine;

namespace Docker.Tests.Engine;

public sealed class RootImagesTests
{
    [PrivateEngineFact]
    public async Task An_image_that_nobody_has_and_nobody_can_make_is_named()
    {
        var engine = await Engines.AcquireAsync(new EngineRequest());

        var failure = await Assert.ThrowsAsync<EngineException>(
            () => RootImages.EnsureAsync(engine, new RootImageRequest("nobody.invalid/has/this:one") { RegistryTimeout = TimeSpan.FromSeconds(2) }));

        Assert.Contains("nobody.invalid/has/this:one", failure.Message, StringComparison.Ordinal);
        Assert.Contains("debian:<suite>", failure.Message, StringComparison.Ordinal);
    }
}
