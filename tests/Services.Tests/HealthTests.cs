using System.Net;
using Esb.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Esb.Tests;

public sealed class HealthTests
{
    static async Task<WebApplication> ServeAsync(HealthCheck check)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapServiceEndpoints("test", check, VersionFile.Read("/nonexistent/version.json"));
        await app.StartAsync();
        return app;
    }

    [Fact]
    public async Task A_healthy_service_answers_200_and_the_probe_succeeds()
    {
        await using var app = await ServeAsync(ServiceEndpoints.AlwaysHealthy);
        using var output = new StringWriter();

        Assert.Equal(0, await HealthProbe.RunAsync(new Uri(app.Urls.Single() + "/health"), output));

        Assert.Equal("""{"status":"healthy","service":"test","reasons":[]}""", output.ToString().Trim());
    }

    [Fact]
    public async Task An_unhealthy_service_answers_503_with_its_reasons_and_the_probe_fails()
    {
        await using var app = await ServeAsync(_ => ValueTask.FromResult<IReadOnlyList<string>>(["it's down"]));
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var output = new StringWriter();

        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(1, await HealthProbe.RunAsync(new Uri(client.BaseAddress, "/health"), output));
        Assert.Contains("it's down", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_version_file_says_so()
    {
        await using var app = await ServeAsync(ServiceEndpoints.AlwaysHealthy);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var answer = await client.GetAsync(new Uri("/version", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("/nonexistent/version.json", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_probe_of_a_service_that_is_not_there_fails_with_its_address()
    {
        using var output = new StringWriter();

        Assert.Equal(1, await HealthProbe.RunAsync(new Uri("http://127.0.0.1:1/health"), output));

        Assert.StartsWith("http://127.0.0.1:1/health does not answer", output.ToString(), StringComparison.Ordinal);
    }
}
