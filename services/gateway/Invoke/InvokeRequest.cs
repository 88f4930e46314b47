using System.Text.Json;
using System.Text.Unicode;
using Esb.Gateway.Functions;
using Microsoft.AspNetCore.Http;

namespace Esb.Gateway.Invoke;

/// <summary>How an invocation is carried out.</summary>
enum InvocationType
{
    /// <summary>The caller gets the function's answer.</summary>
    RequestResponse,

    /// <summary>The caller gets 202; the function is invoked from a queue.</summary>
    Event,

    /// <summary>Only whether it could be invoked.</summary>
    DryRun,
}

/// <summary>The parameters of one call of the invoke API, checked.</summary>
sealed record InvokeRequest(string Function, InvocationType Type, bool WantsLog, string? ClientContext)
{
    // docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: "up to 3,583 bytes of base64-encoded data".
    const int ClientContextLimit = 3583;

    /// <summary>Reads path, query and headers; null with the error when they are not what the API takes.</summary>
    public static InvokeRequest? Read(HttpRequest request, string name, out LambdaError? error)
    {
        error = null;
        var type = request.Headers["X-Amz-Invocation-Type"].ToString();
        var log = request.Headers["X-Amz-Log-Type"].ToString();
        var context = request.Headers["X-Amz-Client-Context"].ToString();
        var qualifier = request.Query["Qualifier"].ToString();
        if (FunctionName.Parse(name) is not { } function)
            error = LambdaError.InvalidParameter($"'{name}' is no function name: it must be a name, name:qualifier, or an ARN");
        else if (qualifier.Length > 0 && !FunctionName.IsQualifier(qualifier))
            error = LambdaError.InvalidParameter($"Qualifier is '{qualifier}': it must be a version or an alias");
        else if (type is not ("" or "RequestResponse" or "Event" or "DryRun"))
            error = LambdaError.InvalidParameter($"X-Amz-Invocation-Type is '{type}': it must be RequestResponse, Event or DryRun");
        else if (log is not ("" or "None" or "Tail"))
            error = LambdaError.InvalidParameter($"X-Amz-Log-Type is '{log}': it must be None or Tail");
        else if (context.Length > ClientContextLimit || !IsContext(context))
            error = LambdaError.InvalidContent($"X-Amz-Client-Context must be a JSON object in base64, at most {ClientContextLimit} bytes");
        else
            return new InvokeRequest(function, type.Length == 0 ? default : Enum.Parse<InvocationType>(type), log == "Tail", context.Length == 0 ? null : context);
        return null;
    }

    /// <summary>Why a payload is no event, or null.</summary>
    public static LambdaError? PayloadError(ReadOnlySpan<byte> payload)
    {
        if (!Utf8.IsValid(payload))
            return LambdaError.InvalidContent("Could not parse request body into json: it is not UTF-8");
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
            }
            return null;
        }
        catch (JsonException e)
        {
            return LambdaError.InvalidContent($"Could not parse request body into json: {e.Message}");
        }
    }

    static bool IsContext(string base64)
    {
        if (base64.Length == 0)
            return true;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && bytes is [(byte)'{', ..] && PayloadError(bytes.AsSpan(0, length)) is null;
    }
}
