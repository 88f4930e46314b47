using Esb.Gateway.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Http;

/// <summary>What happens to every request before it comes to its endpoint.</summary>
static class RequestPipeline
{
    /// <summary>Gives each request its identity, in its answer and in its log lines, and turns what nobody foresaw into 500.</summary>
    public static void UseRequestIdentity(this WebApplication app, TimeProvider clock, ILogger log) => app.Use(async (context, next) =>
    {
        var identity = RequestIdentity.New(context.Request.Headers[RequestIdentity.TraceHeader], clock.GetUtcNow());
        context.Features.Set(identity);
        context.Response.Headers[RequestIdentity.RequestIdHeader] = identity.RequestId;
        context.Response.Headers[RequestIdentity.TraceHeader] = identity.Trace;
        using var scope = log.BeginScope(identity.Scope());
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(context, e.StatusCode);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path.Value);
            await FailAsync(context, StatusCodes.Status500InternalServerError);
        }
    });

    /// <summary>Counts each request.</summary>
    public static void UseRequestMetrics(this WebApplication app, HttpMetrics metrics) => app.Use(async (context, next) =>
    {
        metrics.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            metrics.End(context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode);
        }
    });

    /// <summary>The identity of a request.</summary>
    public static RequestIdentity Identity(this HttpContext context) => context.Features.Get<RequestIdentity>()!;

    static async Task FailAsync(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(status == 500 ? """{"message":"Internal server error"}""" : """{"message":"Bad Request"}""");
    }
}
