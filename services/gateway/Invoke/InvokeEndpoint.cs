using Esb.Gateway.Configuration;
using Esb.Gateway.Events;
using Esb.Gateway.Functions;
using Esb.Gateway.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Esb.Gateway.Invoke;

/// <summary>Lambda's Invoke API: <c>POST /2015-03-31/functions/{name}/invocations</c>. Callers need no signature; one that is there is not looked at.</summary>
sealed class InvokeEndpoint(GatewaySettings settings, ConfigurationStore configuration, Invoker invoker, EventQueue queue, PayloadMemory memory, TimeProvider clock)
{
    /// <summary>Adds the endpoint, and the API's answer to everything else below its prefix.</summary>
    public static void Map(IEndpointRouteBuilder routes, InvokeEndpoint endpoint)
    {
        routes.MapPost("/2015-03-31/functions/{name}/invocations", endpoint.HandleAsync);
        routes.Map("/2015-03-31/{**rest}", static context =>
            new LambdaError(404, "UnknownOperationException", "Only POST /2015-03-31/functions/{name}/invocations is served here").WriteAsync(context));
    }

    async Task HandleAsync(HttpContext context)
    {
        var name = Uri.UnescapeDataString((string)context.Request.RouteValues["name"]!);
        if (InvokeRequest.Read(context.Request, name, out var error) is not { } request)
        {
            await error!.WriteAsync(context);
            return;
        }
        if (!configuration.Current.Functions.Functions.ContainsKey(request.Function))
        {
            await NotFound(request.Function).WriteAsync(context);
            return;
        }
        var limit = request.Type == InvocationType.Event ? PayloadLimits.Event : PayloadLimits.Request;
        using var room = await memory.Requests.ReserveAsync(Math.Min(context.Request.ContentLength ?? limit, limit), context.RequestAborted);
        var payload = await PooledBuffer.ReadAsync(context.Request.Body, context.Request.ContentLength, limit, context.RequestAborted);
        error = payload is null ? LambdaError.TooLarge(limit) : payload.Length == 0 ? null : InvokeRequest.PayloadError(payload.Written.Span);
        if (error is not null)
        {
            payload?.Dispose();
            await error.WriteAsync(context);
            return;
        }
        await (request.Type switch
        {
            InvocationType.DryRun => DryRunAsync(context, payload!),
            InvocationType.Event => QueueAsync(context, request, payload!),
            _ => InvokeAsync(context, request, payload!),
        });
    }

    LambdaError NotFound(string function) => LambdaError.Of(new(FailureKind.FunctionNotFound, $"Function not found: {FunctionName.Arn(settings.Region, function)}"));

    static Task DryRunAsync(HttpContext context, PooledBuffer payload)
    {
        payload.Dispose();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    async Task QueueAsync(HttpContext context, InvokeRequest request, PooledBuffer payload)
    {
        var queued = new QueuedEvent(request.Function, payload, context.Identity(), InvocationSource.Event, clock.GetUtcNow(), request.ClientContext);
        if (queue.TryAdd(queued))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        payload.Dispose();
        var refusal = queue.IsStopping
            ? LambdaError.Unavailable("The gateway is stopping")
            : LambdaError.Throttled("ConcurrentInvocationLimitExceeded", "The queue of events is full");
        await refusal.WriteAsync(context);
    }

    async Task InvokeAsync(HttpContext context, InvokeRequest request, PooledBuffer payload)
    {
        // As for Lambda, no event is an empty one.
        var json = payload.Length == 0 ? "{}"u8.ToArray() : payload.Written;
        var invocation = new Invocation(request.Function, json, context.Identity(), InvocationSource.Invoke)
        {
            ClientContext = request.ClientContext,
            WantsLog = request.WantsLog,
        };
        try
        {
            using var answer = await invoker.InvokeAsync(invocation, context.RequestAborted);
            // Only after an answer: a call that was cut off may still be reading the payload.
            payload.Dispose();
            await WriteAsync(context.Response, answer, context.RequestAborted);
        }
        catch (InvocationException e)
        {
            await LambdaError.Of(e.Failure).WriteAsync(context);
        }
    }

    static async Task WriteAsync(HttpResponse response, FunctionAnswer answer, CancellationToken cancellationToken)
    {
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (answer.FunctionError is not null)
            response.Headers["X-Amz-Function-Error"] = answer.FunctionError;
        if (answer.LogResult is not null)
            response.Headers["X-Amz-Log-Result"] = answer.LogResult;
        await response.Body.WriteAsync(answer.Body.Written, cancellationToken);
    }
}
