using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Esb.Agent.Containers;
using Esb.Agent.Pool;

namespace Esb.Agent.Api;

/// <summary>What the gateway asks, below <c>/v1</c>; served on the mTLS port only.</summary>
static class AgentApi
{
    static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(5);

    /// <summary>Adds the endpoints; on any other port than this one they are not there.</summary>
    public static void MapAgentApi(this WebApplication app, int port)
    {
        app.Use((context, next) =>
        {
            if (context.Connection.LocalPort == port || !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        var pool = app.Services.GetRequiredService<ContainerPool>();
        app.MapPost("/v1/functions/{name}/acquire", context => AcquireAsync(context, pool));
        app.MapPost("/v1/functions/{name}/stop", context => StopAsync(context, pool));
        app.MapPost("/v1/leases/{lease}/release", context => ReleaseAsync(context, pool));
        app.MapGet("/v1/containers", context => WriteAsync(context, 200, pool.View(), ApiJson.Default.IReadOnlyListContainerView));
        app.MapDelete("/v1/containers/{container}", context => RemoveAsync(context, pool));
    }

    static async Task AcquireAsync(HttpContext context, ContainerPool pool)
    {
        if (await BodyAsync(context, new(null, null), ApiJson.Default.AcquireRequest) is not { } request)
            return;
        var patience = request.TimeoutMs is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : DefaultPatience;
        try
        {
            await LendAsync(context, pool, await pool.AcquireAsync(
                Name(context, "name"), patience < LongestPatience ? patience : LongestPatience, context.RequestAborted));
        }
        catch (AcquireException e)
        {
            await FailAsync(context, Status(e.Failure), e.Failure.ToString(), e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
    }

    static async Task LendAsync(HttpContext context, ContainerPool pool, Lease lease)
    {
        try
        {
            await WriteAsync(context, 200, new(lease.Id, lease.Container, lease.Address, lease.ColdStart), ApiJson.Default.AcquireAnswer);
            // What is written to a connection that broke is lost without an error.
            context.RequestAborted.ThrowIfCancellationRequested();
        }
        catch
        {
            pool.Release(lease.Id, reusable: true);
            throw;
        }
    }

    static async Task ReleaseAsync(HttpContext context, ContainerPool pool)
    {
        if (await BodyAsync(context, new(), ApiJson.Default.ReleaseRequest) is not { } request)
            return;
        if (pool.Release(Name(context, "lease"), request.Reusable))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await FailAsync(context, 404, "LeaseNotFound", "There is no such lease: it ended, or an earlier agent gave it");
    }

    static async Task StopAsync(HttpContext context, ContainerPool pool) =>
        await WriteAsync(context, 200, new(await pool.StopAsync(Name(context, "name"), context.RequestAborted)), ApiJson.Default.StopAnswer);

    static async Task RemoveAsync(HttpContext context, ContainerPool pool)
    {
        if (await pool.RemoveAsync(Name(context, "container"), context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await FailAsync(context, 404, "ContainerNotFound", $"There is no container {Name(context, "container")}");
    }

    static int Status(AcquireFailure failure) => failure switch
    {
        AcquireFailure.FunctionNotFound => 404,
        AcquireFailure.TooManyContainers => 429,
        AcquireFailure.StartTimeout => 504,
        _ => 503,
    };

    static string Name(HttpContext context, string value) => (string)context.Request.RouteValues[value]!;

    /// <summary>The body; <paramref name="absent"/> where there is none; null when it is unusable, which is answered then.</summary>
    static async Task<T?> BodyAsync<T>(HttpContext context, T absent, JsonTypeInfo<T> type) where T : class
    {
        if (context.Request.ContentLength is 0 || (context.Request.ContentLength is null && !context.Request.Headers.ContainsKey("Transfer-Encoding") && context.Request.ContentType is null))
            return absent;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? absent;
        }
        catch (JsonException e)
        {
            await FailAsync(context, 400, "BadRequest", $"The body is not what the API takes: {e.Message}");
            return null;
        }
    }

    static Task FailAsync(HttpContext context, int status, string error, string message) =>
        WriteAsync(context, status, new(error, message), ApiJson.Default.ErrorAnswer);

    static Task WriteAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(answer, type, cancellationToken: context.RequestAborted);
    }
}
