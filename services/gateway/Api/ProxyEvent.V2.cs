using System.Text.Json;
using System.Text.Unicode;
using Esb.Common.Configuration;

namespace Esb.Gateway.Api;

/// <summary>Payload format 2.0.</summary>
/// <remarks>
/// docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html. The path and its parameters are
/// decoded, the raw query is not. A body is text when its media type says so, else it comes in base64.
/// </remarks>
static partial class ProxyEvent
{
    static void WriteV2(Utf8JsonWriter json, ApiRequest request, RouteMatch match)
    {
        json.WriteStartObject();
        json.WriteString("version", "2.0");
        json.WriteString("routeKey", RouteKey(match.Route));
        json.WriteString("rawPath", Uri.UnescapeDataString(request.Path));
        json.WriteString("rawQueryString", request.Query);
        WriteCookiesV2(json, request);
        WriteTexts(json, "headers", HeadersV2(request));
        if (request.QueryParameters is { Count: > 0 } query)
            WriteTexts(json, "queryStringParameters", query.Select(parameter => KeyValuePair.Create(parameter.Key, string.Join(',', parameter.Value))));
        WriteContextV2(json, request, match);
        if (match.Parameters.Count > 0)
            WriteTexts(json, "pathParameters", match.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, Uri.UnescapeDataString(parameter.Value))));
        var isText = request.Body.IsEmpty || (IsTextType(request.Header("Content-Type")) && Utf8.IsValid(request.Body.Span));
        if (!request.Body.IsEmpty)
            WriteBody(json, request.Body, isText);
        json.WriteBoolean("isBase64Encoded", !isText);
        json.WriteEndObject();
    }

    static void WriteContextV2(Utf8JsonWriter json, ApiRequest request, RouteMatch match)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", GatewaySettings.Account);
        json.WriteString("apiId", ApiId(match.Route));
        json.WriteString("domainName", request.Domain);
        json.WriteString("domainPrefix", request.Domain.Split('.')[0]);
        json.WriteStartObject("http");
        json.WriteString("method", request.Method);
        json.WriteString("path", Uri.UnescapeDataString(request.Path));
        json.WriteString("protocol", request.Protocol);
        json.WriteString("sourceIp", request.SourceIp);
        json.WriteString("userAgent", request.Header("User-Agent") ?? "");
        json.WriteEndObject();
        json.WriteString("requestId", request.Identity.RequestId);
        json.WriteString("routeKey", RouteKey(match.Route));
        json.WriteString("stage", match.Route.Stage);
        json.WriteString("time", LogTime(request.Time));
        json.WriteNumber("timeEpoch", request.Time.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    static void WriteCookiesV2(Utf8JsonWriter json, ApiRequest request)
    {
        if (request.Headers.FirstOrDefault(IsCookie).Value is not { } cookies)
            return;
        json.WriteStartArray("cookies");
        foreach (var cookie in cookies.SelectMany(value => value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            json.WriteStringValue(cookie);
        json.WriteEndArray();
    }

    static IEnumerable<KeyValuePair<string, string>> HeadersV2(ApiRequest request) =>
        request.Headers.Where(header => !IsCookie(header))
            .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), string.Join(',', header.Value)));

    static string RouteKey(RouteConfiguration route) => route.Path == RouteConfiguration.CatchAll ? route.Path : $"{route.Method} {route.Path}";

    static bool IsCookie(KeyValuePair<string, string[]> header) => header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase);

    static bool IsTextType(string? contentType)
    {
        var type = (contentType ?? "text/plain").Split(';')[0].Trim().ToLowerInvariant();
        return type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/javascript" or "application/xml"
            || type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal);
    }
}
