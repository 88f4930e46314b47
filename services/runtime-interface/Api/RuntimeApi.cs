using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Esb.RuntimeInterface.Http;
using Esb.RuntimeInterface.Invoke;

namespace Esb.RuntimeInterface.Api;

/// <summary>
/// The Lambda Runtime API for one runtime process: it asks for the next invocation, answers it or reports an error, and asks again.
/// </summary>
/// <remarks>docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
sealed class RuntimeApi(string functionArn)
{
    /// <summary>The longest answer, in bytes: Lambda's 6 MB and the 100 bytes that it adds.</summary>
    public const int ResponseLimit = 6 * 1024 * 1024 + 100;

    const string Prefix = "/2018-06-01/runtime/";

    readonly Lock _lock = new();
    readonly TaskCompletionSource<RuntimeReport> _initError = NewSource<RuntimeReport>();
    TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource<RuntimeReport> _report = NewSource<RuntimeReport>();
    Waiting? _waiting;
    Invocation? _current;

    /// <summary>Completes while the runtime waits for an invocation; a new task after each one that is given.</summary>
    public Task Ready
    {
        get
        {
            lock (_lock)
                return _ready.Task;
        }
    }

    /// <summary>When the runtime asked for an invocation for the first time, as <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long? Initialized { get; private set; }

    /// <summary>Completes when the runtime reports that it cannot start.</summary>
    public Task<RuntimeReport> InitError => _initError.Task;

    /// <summary>Gives an invocation to the waiting runtime, whose report the task will be. False when it waits no longer.</summary>
    public bool TryGive(Invocation invocation, DateTimeOffset deadline, out Task<RuntimeReport> report)
    {
        lock (_lock)
        {
            if (_waiting is not { } waiting || waiting.Request.ClientIsGone())
            {
                _waiting = null;
                if (_ready.Task.IsCompleted)
                    _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
                report = _report.Task;
                return false;
            }

            (_waiting, _current) = (null, invocation);
            _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _report = NewSource<RuntimeReport>();
            waiting.Answer.SetResult(Event(invocation, deadline));
            report = _report.Task;
            return true;
        }
    }

    /// <summary>Answers one request of the runtime.</summary>
    public async Task<HttpResponse> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.Path.StartsWith(Prefix, StringComparison.Ordinal))
            return NotFound();
        return (request.Method, request.Path[Prefix.Length..].Split('/')) switch
        {
            ("GET", ["invocation", "next"]) => await NextAsync(request).WaitAsync(cancellationToken),
            ("POST", ["invocation", var id, "response"]) => Response(id, request),
            ("POST", ["invocation", var id, "error"]) => Error(id, request),
            ("POST", ["init", "error"]) => FailedInit(request),
            (_, ["invocation", "next"] or ["invocation", _, "response" or "error"] or ["init", "error"]) =>
                Refuse(405, "MethodNotAllowed", "Method not allowed"),
            _ => NotFound(),
        };
    }

    Task<HttpResponse> NextAsync(HttpRequest request)
    {
        lock (_lock)
        {
            if (_current is not null)
                return Task.FromResult(Refuse(403, "InvalidStateTransition", "Transition from Running to Ready is not allowed: the invocation has no response yet"));
            // The runtime gave the earlier question up, else it would not ask again.
            _waiting?.Answer.SetResult(Refuse(403, "InvalidStateTransition", "The next invocation was asked for again"));
            _waiting = new Waiting(request, NewSource<HttpResponse>());
            Initialized ??= Stopwatch.GetTimestamp();
            _ready.TrySetResult();
            return _waiting.Answer.Task;
        }
    }

    HttpResponse Response(string id, HttpRequest request)
    {
        lock (_lock)
        {
            if (Unknown(id) is { } refusal)
                return refusal;
            _current = null;
            if (request.IsTooLarge)
            {
                var message = $"Response payload size exceeded maximum allowed payload size ({ResponseLimit} bytes).";
                _report.SetResult(new RuntimeReport(InvokeResult.ErrorBody("Function.ResponseSizeTooLarge", message), "Function.ResponseSizeTooLarge"));
                return Refuse(413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({ResponseLimit} bytes).");
            }

            _report.SetResult(StreamError(request.Trailers) ?? new RuntimeReport(request.Body) { ContentType = AnswerType(request) });
            return Accepted();
        }
    }

    HttpResponse Error(string id, HttpRequest request)
    {
        lock (_lock)
        {
            if (Unknown(id) is { } refusal)
                return refusal;
            _current = null;
            _report.SetResult(ErrorReport(request));
            return request.IsTooLarge ? Refuse(413, "RequestEntityTooLarge", "The error is too large") : Accepted();
        }
    }

    HttpResponse FailedInit(HttpRequest request)
    {
        lock (_lock)
        {
            if (Initialized is not null || !_initError.TrySetResult(ErrorReport(request)))
                return Refuse(403, "InvalidStateTransition", "Transition from Ready to InitError is not allowed: the start is over");
            return Accepted();
        }
    }

    HttpResponse? Unknown(string id) => _current?.RequestId == id ? null : Refuse(400, "InvalidRequestID", "Invalid request ID");

    HttpResponse Event(Invocation invocation, DateTimeOffset deadline) => new(200, invocation.Payload)
    {
        Headers = new HttpHeaders
        {
            { "Lambda-Runtime-Aws-Request-Id", invocation.RequestId },
            { "Lambda-Runtime-Deadline-Ms", deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) },
            { "Lambda-Runtime-Invoked-Function-Arn", functionArn },
            { "Lambda-Runtime-Trace-Id", invocation.TraceId },
            { "Lambda-Runtime-Client-Context", invocation.ClientContext },
            { "Lambda-Runtime-Cognito-Identity", invocation.CognitoIdentity },
        },
    };

    /// <summary>The runtime's own error object; where it sent none, one of the type that it named.</summary>
    static RuntimeReport ErrorReport(HttpRequest request)
    {
        var type = request.Headers["Lambda-Runtime-Function-Error-Type"] is { Length: > 0 } named ? named : "Runtime.Unknown";
        return new RuntimeReport(IsObject(request.Body) ? request.Body : InvokeResult.ErrorBody(type, Encoding.UTF8.GetString(request.Body.Span)), type);
    }

    /// <summary>An error that a streaming function met after its answer had begun; the body is base64.</summary>
    static RuntimeReport? StreamError(HttpHeaders trailers)
    {
        if (trailers["Lambda-Runtime-Function-Error-Type"] is not { Length: > 0 } type)
            return null;
        var body = new byte[(trailers["Lambda-Runtime-Function-Error-Body"] ?? "").Length];
        return Convert.TryFromBase64String(trailers["Lambda-Runtime-Function-Error-Body"] ?? "", body, out var length) && IsObject(body.AsMemory(0, length))
            ? new RuntimeReport(body.AsMemory(0, length), type)
            : new RuntimeReport(InvokeResult.ErrorBody(type, ""), type);
    }

    static string AnswerType(HttpRequest request) =>
        request.Headers.Has("Lambda-Runtime-Function-Response-Mode", "streaming") ? request.Headers["Content-Type"] ?? "application/octet-stream" : "application/json";

    static bool IsObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static HttpResponse Accepted() => HttpResponse.Json(202, """{"status":"OK"}""");

    static HttpResponse NotFound() => Refuse(404, "NotFound", "The Runtime API has no such path");

    static HttpResponse Refuse(int status, string type, string message) => new(status, InvokeResult.ErrorBody(type, message));

    static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed record Waiting(HttpRequest Request, TaskCompletionSource<HttpResponse> Answer);
}
