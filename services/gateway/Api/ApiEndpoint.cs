using Esb.Gateway.Configuration;
using Esb.Gateway.Functions;
using Esb.Gateway.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Api;

/// <summary>The routes of <c>routing.yml</c>: everything that is not the gateway's own.</summary>
sealed class ApiEndpoint(ConfigurationStore configuration, Invoker invoker, PayloadMemory memory, TimeProvider clock, ILogger log)
{
    static readonly HashSet<string> OwnPaths = new(["/health", "/version", "/metrics"], StringComparer.OrdinalIgnoreCase);

    // Length and framing are decided here; the connection is nobody's business but ours.
    static readonly HashSet<string> OwnHeaders = new(
        [
            "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
            RequestIdentity.RequestIdHeader, RequestIdentity.TraceHeader,
        ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the endpoint behind all others.</summary>
    public static void Map(IEndpointRouteBuilder routes, ApiEndpoint endpoint) => routes.MapFallback("{**path}", endpoint.HandleAsync);

    async Task HandleAsync(HttpContext context)
    {
        var routes = configuration.Current.Routes;
        if (OwnPaths.Contains(context.Request.Path.Value ?? ""))
        {
            context.Response.Headers.Allow = "GET";
            await ApiError.MethodNotAllowed.WriteAsync(context);
        }
        else if (routes.Match(context.Request.Method, ApiRequest.Target(context).Path) is { } match)
        {
            await AnswerAsync(context, match);
        }
        else
        {
            await ApiError.NoRoute(routes.HasHttpApi || routes.IsEmpty).WriteAsync(context);
        }
    }

    async Task AnswerAsync(HttpContext context, RouteMatch match)
    {
        // The body, and the event that has it once more.
        using var room = await memory.Requests.ReserveAsync(
            2L * Math.Min(context.Request.ContentLength ?? (HasBody(context) ? PayloadLimits.Request : 0), PayloadLimits.Request), context.RequestAborted);
        var payload = await EventAsync(context, match);
        if (payload is null)
        {
            await ApiError.TooLarge.WriteAsync(context);
            return;
        }
        try
        {
            using var answer = await invoker.InvokeAsync(
                new Invocation(match.Route.Function, payload.Written, context.Identity(), InvocationSource.Api), context.RequestAborted);
            // Only after an answer: a call that was cut off may still be reading the payload.
            payload.Dispose();
            await WriteAsync(context, match, answer);
        }
        catch (InvocationException e)
        {
            await ApiError.Of(e.Failure, match.Route.Payload).WriteAsync(context);
        }
    }

    static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    /// <summary>The event, or null when it is too long for Lambda.</summary>
    async Task<PooledBuffer?> EventAsync(HttpContext context, RouteMatch match)
    {
        using var body = await PooledBuffer.ReadAsync(context.Request.Body, context.Request.ContentLength, PayloadLimits.Request, context.RequestAborted);
        if (body is null)
            return null;
        var payload = ProxyEvent.Of(ApiRequest.Of(context, body.Written, clock.GetUtcNow()), match);
        if (payload.Length <= PayloadLimits.Request)
            return payload;
        payload.Dispose();
        return null;
    }

    async Task WriteAsync(HttpContext context, RouteMatch match, FunctionAnswer answer)
    {
        using var response = answer.FunctionError is null ? ProxyResponseReader.Read(answer.Body.Written, match.Route.Payload) : null;
        if (response is null || !TrySetHeaders(context.Response, response))
        {
            if (answer.FunctionError is null)
                log.LogWarning("{Function} answers {Method} {Route} with what is no response of its payload format", match.Route.Function, match.Route.Method, match.Route.Path);
            await ApiError.BadAnswer(match.Route.Payload).WriteAsync(context);
            return;
        }
        if (response.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            context.Response.ContentType = null;
            return;
        }
        context.Response.ContentLength = response.Body.Length;
        await context.Response.Body.WriteAsync(response.Body.Written, context.RequestAborted);
    }

    /// <summary>False when a name or value cannot stand in a response; nothing of it is left then.</summary>
    static bool TrySetHeaders(HttpResponse response, ProxyResponse proxy)
    {
        var kept = response.Headers.ToList();
        try
        {
            foreach (var (name, value) in proxy.Headers.Where(header => !OwnHeaders.Contains(header.Key)))
                response.Headers.Append(name, value);
            response.StatusCode = proxy.Status;
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            response.Headers.Clear();
            foreach (var header in kept)
                response.Headers.Append(header.Key, header.Value);
            return false;
        }
    }
}
