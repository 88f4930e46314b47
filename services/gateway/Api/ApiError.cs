using System.Globalization;
using System.Text;
using Esb.Common.Configuration;
using Esb.Gateway.Functions;
using Microsoft.AspNetCore.Http;

namespace Esb.Gateway.Api;

/// <summary>API Gateway's own answers, where no function gives one.</summary>
/// <remarks>docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html</remarks>
sealed record ApiError(int Status, string Message)
{
    /// <summary>No route for the request. An HTTP API says so; a REST API says the words that everybody searches for once.</summary>
    public static ApiError NoRoute(bool isHttpApi) => isHttpApi ? new(404, "Not Found") : new(403, "Missing Authentication Token");

    /// <summary>The event would be longer than Lambda takes.</summary>
    public static ApiError TooLarge { get; } = new(413, "Request Entity Too Large");

    /// <summary>The path belongs to the gateway itself.</summary>
    public static ApiError MethodNotAllowed { get; } = new(405, "Method Not Allowed");

    /// <summary>The function failed, or its answer is not what the payload format asks for.</summary>
    public static ApiError BadAnswer(PayloadVersion payload) => payload == PayloadVersion.V1 ? new(502, "Internal server error") : new(500, "Internal Server Error");

    /// <summary>The function was not invoked.</summary>
    public static ApiError Of(InvocationFailure failure, PayloadVersion payload) => failure.Kind switch
    {
        FailureKind.Concurrency or FailureKind.FunctionConcurrency => new(429, "Too Many Requests"),
        FailureKind.BreakerOpen or FailureKind.AgentUnavailable => new(503, "Service Unavailable"),
        FailureKind.StartTimeout when payload == PayloadVersion.V1 => new(504, "Endpoint request timed out"),
        FailureKind.StartTimeout => new(503, "Service Unavailable"),
        _ => BadAnswer(payload),
    };

    /// <summary>Answers with it.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"message":"{{Message}}"}""");
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (Status == StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
