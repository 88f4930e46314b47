using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Esb.RuntimeInterface.Http;
using Esb.RuntimeInterface.Logs;

namespace Esb.RuntimeInterface.Invoke;

/// <summary>
/// Lambda's Invoke API (<c>POST /2015-03-31/functions/&lt;any name&gt;/invocations</c>) for the one function of this container, and
/// <c>GET /health</c>.
/// </summary>
/// <param name="health">Members that the health's object gets besides.</param>
/// <remarks>docs.aws.amazon.com/lambda/latest/api/API_Invoke.html</remarks>
sealed class InvokeEndpoint(Func<Invocation, Task<InvokeResult>> invoke, Func<string> health)
{
    /// <summary>The longest event, in bytes: Lambda's limit of 6 MB.</summary>
    public const int PayloadLimit = 6 * 1024 * 1024;

    static readonly SearchValues<char> RequestIdLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Answers one request.</summary>
    public async Task<HttpResponse> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["health"] => request.Method == "GET" ? Health() : NotAllowed(),
            ["2015-03-31", "functions", _, "invocations"] => request.Method == "POST" ? await InvokeAsync(request, cancellationToken) : NotAllowed(),
            _ => Refuse(404, "ResourceNotFoundException", "Invoke with POST /2015-03-31/functions/function/invocations"),
        };
    }

    HttpResponse Health() => HttpResponse.Json(200, $$"""{"status":"healthy","service":"runtime-interface","reasons":[],{{health()}}}""");

    async Task<HttpResponse> InvokeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.IsTooLarge)
            return Refuse(413, "RequestTooLargeException", $"Request must be smaller than {PayloadLimit} bytes for the InvokeFunction operation");
        var payload = request.Body.Length == 0 ? "{}"u8.ToArray() : request.Body;
        if (JsonProblem(payload.Span) is { } problem)
            return Refuse(400, "InvalidRequestContentException", "Could not parse request body into json: " + problem);
        if (!TryContext(request, "X-Amz-Client-Context", out var clientContext))
            return Refuse(400, "InvalidRequestContentException", "Client context must be a JSON object in base64");
        if (!TryContext(request, "X-Amz-Cognito-Identity", out var identity))
            return Refuse(400, "InvalidRequestContentException", "Cognito identity must be a JSON object in base64");
        if (request.Headers["X-Amz-Invocation-Type"] is "DryRun")
            return new HttpResponse(204);

        var invocation = new Invocation(RequestId(request), payload)
        {
            TraceId = request.Headers["X-Amzn-Trace-Id"] ?? NewTraceId(),
            ClientContext = clientContext,
            CognitoIdentity = identity,
            Tail = request.Headers["X-Amz-Log-Type"] is { } type && type.Equals("Tail", StringComparison.OrdinalIgnoreCase) ? new LogTail() : null,
            IsAbandoned = request.ClientIsGone,
        };
        return Answer(invocation, await invoke(invocation).WaitAsync(cancellationToken));
    }

    static HttpResponse Answer(Invocation invocation, InvokeResult result)
    {
        if (result.IsUnavailable)
            return Refuse(503, "ServiceException", "The container is stopping; the function was not called");
        var headers = new HttpHeaders
        {
            { "X-Amzn-RequestId", invocation.RequestId },
            { "X-Amz-Executed-Version", "$LATEST" },
            { "X-Amzn-Trace-Id", invocation.TraceId },
            { "X-Amz-Function-Error", result.ErrorType is null ? null : "Unhandled" },
            { "X-Amz-Log-Result", invocation.Tail?.ToBase64() },
        };
        return new HttpResponse(200, result.Body) { Headers = headers, ContentType = result.ContentType };
    }

    static HttpResponse NotAllowed() => Refuse(405, "MethodNotAllowedException", "Health is asked for with GET, the function invoked with POST");

    static HttpResponse Refuse(int status, string type, string message) =>
        HttpResponse.Json(status, $$"""{"Type":"{{(status < 500 ? "User" : "Service")}}","message":"{{JsonEncodedText.Encode(message, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""") with
        {
            Headers = new HttpHeaders { { "X-Amzn-ErrorType", type } },
        };

    static string? JsonProblem(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    /// <summary>A JSON object in base64 becomes JSON on one line and in ASCII, fit for a header field.</summary>
    static bool TryContext(HttpRequest request, string name, out string? context)
    {
        context = null;
        if (request.Headers[name] is not { Length: > 0 } value)
            return true;
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(value));
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
                document.WriteTo(json);
            context = Encoding.ASCII.GetString(buffer.WrittenSpan);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return false;
        }
    }

    // It becomes a part of the Runtime API's paths.
    static string RequestId(HttpRequest request) =>
        request.Headers["X-Amzn-RequestId"] is { Length: > 0 and <= 128 } id && !id.AsSpan().ContainsAnyExcept(RequestIdLetters)
            ? id
            : Guid.NewGuid().ToString();

    static string NewTraceId() => string.Create(
        CultureInfo.InvariantCulture,
        $"Root=1-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)};Parent={RandomNumberGenerator.GetHexString(16, lowercase: true)};Sampled=0");
}
