using System.Net;
using System.Text.Json;
using Esb.Agent.Api;
using Microsoft.AspNetCore.Hosting;
using TestProcess;

namespace Esb.Tests.Agent;

/// <summary>The agent's API over HTTP; who may ask it is another matter.</summary>
public sealed class AgentApiTests : IAsyncLifetime, IDisposable
{
    readonly PoolFixture _fixture = new();
    readonly HttpClient _client = new();
    Func<HttpContext, Task> _beforeAnswer = static _ => Task.CompletedTask;
    WebApplication? _app;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = FreePort.Find();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton(_fixture.Pool);
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Response.OnStarting(() => _beforeAnswer(context));
            return next(context);
        });
        _app.MapAgentApi(port);
        await _app.StartAsync();
        _client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task A_container_is_lent_and_given_back()
    {
        var (status, answer) = await AcquireAsync("echo");

        Assert.Equal((HttpStatusCode.OK, "10.0.0.1:8080", "busy"), (status, answer.GetProperty("address").GetString(), _fixture.States));
        using var released = await _client.PostAsync(new Uri($"v1/leases/{answer.GetProperty("lease").GetString()}/release", UriKind.Relative), null);
        Assert.Equal((HttpStatusCode.NoContent, "idle"), (released.StatusCode, _fixture.States));
    }

    [Fact]
    public async Task A_container_whose_caller_went_away_before_the_answer_is_idle_again()
    {
        _beforeAnswer = async context =>
        {
            context.Abort();
            await Task.Delay(-1, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => AcquireAsync("echo"));

        await PoolFixture.UntilAsync(() => _fixture.States == "idle");
    }

    [Theory]
    [InlineData(null, 404, "FunctionNotFound", "There is no function ecko. Functions: echo. Did you mean 'echo'?")]
    [InlineData("functions.yml cannot be used", 503, "NoFunctions", "functions.yml cannot be used")]
    public async Task An_unknown_function_is_told_from_configuration_that_cannot_be_used(string? problem, int status, string error, string message)
    {
        _fixture.Problem = problem;

        var (answered, answer) = await AcquireAsync("ecko");

        Assert.Equal((status, error, message), ((int)answered, answer.GetProperty("error").GetString(), answer.GetProperty("message").GetString()));
    }

    async Task<(HttpStatusCode Status, JsonElement Answer)> AcquireAsync(string function)
    {
        using var response = await _client.PostAsync(new Uri($"v1/functions/{function}/acquire", UriKind.Relative), null);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }
}
