using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Esb.Common.Node;
using Esb.RuntimeNode.Containerd;
using Esb.RuntimeNode.Functions;

namespace Esb.RuntimeNode.Api;

/// <summary>What the agent asks, served on the unix socket only (<see cref="NodeContract"/>).</summary>
static class NodeApi
{
    const int LogLines = 20;

    /// <summary>Adds the endpoints; over TCP they are not there.</summary>
    public static void MapNodeApi(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // Only a unix socket has no address.
            if (context.Connection.LocalIpAddress is null || !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        var containers = app.Services.GetRequiredService<NodeContainers>();
        var images = app.Services.GetRequiredService<NodeImages>();
        app.MapPost("/v1/containers", context => AnswerAsync(context, () => StartAsync(context, containers)));
        app.MapGet("/v1/containers", context => AnswerAsync(context, async () =>
            await WriteAsync(context, await containers.ListAsync(context.RequestAborted), NodeJson.Default.IReadOnlyListNodeContainer)));
        app.MapDelete("/v1/containers/{name}", context => AnswerAsync(context, () => RemoveAsync(context, containers)));
        app.MapGet("/v1/containers/{name}/log", async context => await context.Response.WriteAsync(
            await ContainerLogs.TailAsync(Name(context), Number(context, "lines", LogLines), context.RequestAborted), context.RequestAborted));
        app.MapGet("/v1/images", context => AnswerAsync(context, async () => await WriteAsync(
            context, new(await images.DigestAsync(context.Request.Query["reference"].ToString(), context.RequestAborted)), NodeJson.Default.NodeImage)));
        app.MapPost("/v1/images", context => AnswerAsync(context, async () => await WriteAsync(
            context, new(await images.PullAsync(context.Request.Query["reference"].ToString(), context.RequestAborted)), NodeJson.Default.NodeImage)));
        app.MapGet("/v1/ends", context => AnswerAsync(context, () => EndsAsync(context, containers, app.Lifetime.ApplicationStopping)));
    }

    static async Task StartAsync(HttpContext context, NodeContainers containers)
    {
        if (await BodyAsync(context) is { } request)
            await WriteAsync(context, await containers.StartAsync(request, context.RequestAborted), NodeJson.Default.NodeContainer);
    }

    /// <summary>The body; null when it is unusable, which is answered then.</summary>
    static async Task<StartContainer?> BodyAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, NodeJson.Default.StartContainer, context.RequestAborted)
                ?? throw new JsonException("the body is null");
        }
        catch (JsonException e)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, e.Message);
            return null;
        }
    }

    static async Task RemoveAsync(HttpContext context, NodeContainers containers)
    {
        await containers.RemoveAsync(Name(context), TimeSpan.FromMilliseconds(Number(context, "graceMs", 0)));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    static async Task EndsAsync(HttpContext context, NodeContainers containers, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await context.Response.StartAsync(end.Token);
            await foreach (var container in containers.EndsAsync(end.Token))
            {
                await context.Response.WriteAsync(JsonSerializer.Serialize(container, NodeJson.Default.NodeEnd) + "\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A node that stops does not wait for those who listen.
        }
    }

    static async Task AnswerAsync(HttpContext context, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (Exception e) when (e is NodeException or ContainerdException or CommandException or IOException or InvalidDataException or JsonException)
        {
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    static async Task FailAsync(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = status;
        await WriteAsync(context, new(message), NodeJson.Default.NodeError);
    }

    static Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(answer, type, cancellationToken: context.RequestAborted);

    static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;

    static int Number(HttpContext context, string name, int fallback) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
