using System.Text.Json;
using System.Text.Unicode;

namespace Esb.Gateway.Api;

/// <summary>Payload format 1.0.</summary>
/// <remarks>
/// docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html. Paths and their parameters stay
/// percent-encoded, the query is decoded. A body that is no UTF-8 comes in base64, as if every media type were a binary one.
/// </remarks>
static partial class ProxyEvent
{
    static void WriteV1(Utf8JsonWriter json, ApiRequest request, RouteMatch match)
    {
        var headers = request.Headers.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).ToList();
        json.WriteStartObject();
        json.WriteString("resource", match.Route.Path);
        json.WriteString("path", request.Path);
        json.WriteString("httpMethod", request.Method);
        WriteTexts(json, "headers", headers.Select(header => KeyValuePair.Create(header.Key, header.Value[^1])));
        WriteLists(json, "multiValueHeaders", headers);
        WriteQueryV1(json, request.QueryParameters);
        if (match.Parameters.Count == 0)
            json.WriteNull("pathParameters");
        else
            WriteTexts(json, "pathParameters", match.Parameters);
        json.WriteNull("stageVariables");
        WriteContextV1(json, request, match);
        var isText = Utf8.IsValid(request.Body.Span);
        if (request.Body.IsEmpty)
            json.WriteNull("body");
        else
            WriteBody(json, request.Body, isText);
        json.WriteBoolean("isBase64Encoded", !isText);
        json.WriteEndObject();
    }

    static void WriteQueryV1(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string[]>> query)
    {
        if (query.Count == 0)
        {
            WriteNulls(json, "queryStringParameters", "multiValueQueryStringParameters");
            return;
        }
        WriteTexts(json, "queryStringParameters", query.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value[^1])));
        WriteLists(json, "multiValueQueryStringParameters", query);
    }

    static void WriteContextV1(Utf8JsonWriter json, ApiRequest request, RouteMatch match)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", GatewaySettings.Account);
        json.WriteString("apiId", ApiId(match.Route));
        json.WriteString("domainName", request.Domain);
        json.WriteString("domainPrefix", request.Domain.Split('.')[0]);
        json.WriteString("extendedRequestId", request.Identity.RequestId);
        json.WriteString("httpMethod", request.Method);
        WriteIdentityV1(json, request);
        json.WriteString("path", $"/{match.Route.Stage}{request.Path}");
        json.WriteString("protocol", request.Protocol);
        json.WriteString("requestId", request.Identity.RequestId);
        json.WriteString("requestTime", LogTime(request.Time));
        json.WriteNumber("requestTimeEpoch", request.Time.ToUnixTimeMilliseconds());
        json.WriteString("resourcePath", match.Route.Path);
        json.WriteString("stage", match.Route.Stage);
        json.WriteEndObject();
    }

    static void WriteIdentityV1(Utf8JsonWriter json, ApiRequest request)
    {
        json.WriteStartObject("identity");
        WriteNulls(
            json, "accessKey", "accountId", "caller", "cognitoAuthenticationProvider", "cognitoAuthenticationType", "cognitoIdentityId",
            "cognitoIdentityPoolId", "principalOrgId");
        json.WriteString("sourceIp", request.SourceIp);
        json.WriteNull("user");
        json.WriteString("userAgent", request.Header("User-Agent"));
        json.WriteNull("userArn");
        json.WriteEndObject();
    }
}
