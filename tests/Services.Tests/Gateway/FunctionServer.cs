using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Esb.Tests.Gateway;

/// <summary>What a function does with an event; writes its answer.</summary>
delegate Task FunctionHandler(HttpContext context, string payload);

/// <summary>A function container's invoke API on a port of its own.</summary>
sealed class FunctionServer : IAsyncDisposable
{
    readonly WebApplication _app;

    FunctionServer(WebApplication app) => (_app, Address) = (app, new Uri(app.Urls.Single()).Authority);

    /// <summary>Host and port.</summary>
    public string Address { get; }

    /// <summary>Answers with the event.</summary>
    public static FunctionHandler Echo { get; } = static (context, payload) => AnswerAsync(context, payload);

    public static async Task<FunctionServer> StartAsync(FunctionHandler handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapPost("/2015-03-31/functions/function/invocations", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            await handler(context, await body.ReadToEndAsync(context.RequestAborted));
        });
        await app.StartAsync();
        return new FunctionServer(app);
    }

    public static Task AnswerAsync(HttpContext context, string json, string? error = null)
    {
        context.Response.ContentType = "application/json";
        if (error is not null)
            context.Response.Headers["X-Amz-Function-Error"] = error;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json)).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        // As a killed container: nobody waits for what runs in it.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
