using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Esb.Gateway.Functions;
using Esb.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Esb.Gateway.Invoke;

/// <summary>An error of the Lambda API as its SDKs read it: status, <c>x-amzn-ErrorType</c>, and a JSON body.</summary>
/// <param name="Type">Such as <c>ResourceNotFoundException</c>.</param>
/// <param name="Reason">Of throttling.</param>
/// <remarks>docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors</remarks>
sealed record LambdaError(int Status, string Type, string Message, string? Reason = null, TimeSpan? RetryAfter = null)
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the invoke API answers to a failure.</summary>
    public static LambdaError Of(InvocationFailure failure) => failure.Kind switch
    {
        FailureKind.FunctionNotFound or FailureKind.UnknownToAgent => new(404, "ResourceNotFoundException", failure.Message),
        FailureKind.FunctionConcurrency => Throttled("ReservedFunctionConcurrentInvocationLimitExceeded", failure.Message),
        FailureKind.Concurrency => Throttled("ConcurrentInvocationLimitExceeded", failure.Message),
        FailureKind.BreakerOpen => new(503, "ServiceException", failure.Message, RetryAfter: failure.RetryAfter),
        FailureKind.AgentUnavailable => Unavailable(failure.Message),
        FailureKind.StartTimeout => new(504, "ServiceException", failure.Message),
        _ => new(502, "ServiceException", failure.Message),
    };

    /// <summary>A parameter or header that the API does not take.</summary>
    public static LambdaError InvalidParameter(string message) => new(400, "InvalidParameterValueException", message);

    /// <summary>The event is not JSON.</summary>
    public static LambdaError InvalidContent(string message) => new(400, "InvalidRequestContentException", message);

    /// <summary>The event is too long.</summary>
    public static LambdaError TooLarge(int limit) =>
        new(413, "RequestTooLargeException", FormattableString.Invariant($"Request must be smaller than {limit} bytes for the InvokeFunction operation"));

    /// <summary>More than allowed at once.</summary>
    public static LambdaError Throttled(string reason, string message) => new(429, "TooManyRequestsException", message, reason, TimeSpan.FromSeconds(1));

    /// <summary>Not now.</summary>
    public static LambdaError Unavailable(string message) => new(503, "ServiceException", message);

    /// <summary>Answers with it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.Headers["x-amzn-ErrorType"] = Type;
        if (RetryAfter is { } pause)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        using var body = Body();
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.Written, context.RequestAborted);
    }

    PooledBuffer Body()
    {
        var buffer = new PooledBuffer(256);
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteString(nameof(Type), Status < 500 ? "User" : "Service");
        // Which of the two an error has differs in Lambda's API model.
        json.WriteString(Type is "ResourceNotFoundException" or "ServiceException" ? "Message" : "message", Message);
        if (Reason is not null)
            json.WriteString(nameof(Reason), Reason);
        json.WriteEndObject();
        return buffer;
    }
}
