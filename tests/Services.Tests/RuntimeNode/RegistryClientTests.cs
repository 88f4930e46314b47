using Esb.RuntimeNode.Functions;
using TestProcess;

namespace Esb.Tests.RuntimeNode;

public sealed class RegistryClientTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    public async Task A_registry_that_refuses_is_told_from_one_that_does_not_answer(int status)
    {
        await using var registry = await StartAsync(context => context.Response.StatusCode = status);
        var image = Image(registry);

        var refused = await FailureAsync(image);
        await registry.StopAsync();
        var silent = await FailureAsync(image);

        Assert.Equal($"the registry {image.Host} answers {status} to {image}", refused.Message);
        Assert.StartsWith($"the registry {image.Host} does not answer: Connection refused", silent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_has_the_registrys_digest_and_without_one_it_is_not_there()
    {
        await using var registry = await StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/v2/esb-echo/manifests/1" ? 200 : 404;
            context.Response.Headers["Docker-Content-Digest"] = "sha256:1";
        });
        using var client = new RegistryClient("http");

        Assert.Equal("sha256:1", await client.DigestAsync(Image(registry), default));
        Assert.Null(await client.DigestAsync(Image(registry) with { Tag = "2" }, default));
    }

    static async Task<HttpRequestException> FailureAsync(ImageReference image)
    {
        using var client = new RegistryClient("http");
        return await Assert.ThrowsAsync<HttpRequestException>(() => client.DigestAsync(image, default));
    }

    static async Task<WebApplication> StartAsync(Action<HttpContext> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var registry = builder.Build();
        registry.Urls.Add($"http://127.0.0.1:{FreePort.Find()}");
        registry.Run(context =>
        {
            answer(context);
            return Task.CompletedTask;
        });
        await registry.StartAsync();
        return registry;
    }

    static ImageReference Image(WebApplication registry) => new(new Uri(registry.Urls.Single()).Authority, "esb-echo", "1");
}
