using System.Text;
using System.Text.Json;
using Esb.Common.Configuration;
using Esb.Gateway.Api;
using Esb.Gateway.Http;

namespace Esb.Tests.Gateway;

public sealed class ProxyEventTests
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly ApiRequest Request = new(
        "POST", "/users/a%20b", "tag=x&tag=y+z&empty&%C3%A4=%C3%B6", "HTTP/1.1",
        [
            new("Content-Type", ["application/json"]), new("Content-Length", ["9"]), new("Cookie", ["a=1; b=2"]), new("Host", ["api.example.com:8443"]),
            new("User-Agent", ["curl/8"]), new("X-Twice", ["one", "two"]), new("X-Forwarded-For", ["10.0.0.7"]),
        ],
        "api.example.com:8443", "10.0.0.7", Encoding.UTF8.GetBytes("""{"a":"ü"}"""), new DateTimeOffset(2025, 4, 9, 12, 34, 56, 789, TimeSpan.Zero),
        new RequestIdentity("c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "Root=1-2-3;Parent=4;Sampled=0"));

    static JsonElement Event(ApiRequest request, PayloadVersion payload, string path = "/users/{id}")
    {
        var route = new RouteConfiguration(path, "POST", "f", payload, "Api", payload == PayloadVersion.V1 ? "Prod" : "$default", default);
        var parameters = path.Contains('{', StringComparison.Ordinal) ? new[] { KeyValuePair.Create("id", "a%20b") } : [];
        using var json = ProxyEvent.Of(request, new RouteMatch(route, parameters));
        using var document = JsonDocument.Parse(json.Written);
        return document.RootElement.Clone();
    }

    [Fact]
    public void Format_1_0_is_the_agreed_text() =>
        Assert.Equal(
            """
            {
              "resource": "/users/{id}",
              "path": "/users/a%20b",
              "httpMethod": "POST",
              "headers": {
                "Content-Type": "application/json",
                "Cookie": "a=1; b=2",
                "Host": "api.example.com:8443",
                "User-Agent": "curl/8",
                "X-Twice": "two",
                "X-Forwarded-For": "10.0.0.7"
              },
              "multiValueHeaders": {
                "Content-Type": [
                  "application/json"
                ],
                "Cookie": [
                  "a=1; b=2"
                ],
                "Host": [
                  "api.example.com:8443"
                ],
                "User-Agent": [
                  "curl/8"
                ],
                "X-Twice": [
                  "one",
                  "two"
                ],
                "X-Forwarded-For": [
                  "10.0.0.7"
                ]
              },
              "queryStringParameters": {
                "tag": "y z",
                "empty": "",
                "ä": "ö"
              },
              "multiValueQueryStringParameters": {
                "tag": [
                  "x",
                  "y z"
                ],
                "empty": [
                  ""
                ],
                "ä": [
                  "ö"
                ]
              },
              "pathParameters": {
                "id": "a%20b"
              },
              "stageVariables": null,
              "requestContext": {
                "accountId": "123456789012",
                "apiId": "Api",
                "domainName": "api.example.com",
                "domainPrefix": "api",
                "extendedRequestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
                "httpMethod": "POST",
                "identity": {
                  "accessKey": null,
                  "accountId": null,
                  "caller": null,
                  "cognitoAuthenticationProvider": null,
                  "cognitoAuthenticationType": null,
                  "cognitoIdentityId": null,
                  "cognitoIdentityPoolId": null,
                  "principalOrgId": null,
                  "sourceIp": "10.0.0.7",
                  "user": null,
                  "userAgent": "curl/8",
                  "userArn": null
                },
                "path": "/Prod/users/a%20b",
                "protocol": "HTTP/1.1",
                "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
                "requestTime": "09/Apr/2025:12:34:56 +0000",
                "requestTimeEpoch": 1744202096789,
                "resourcePath": "/users/{id}",
                "stage": "Prod"
              },
              "body": "{\"a\":\"ü\"}",
              "isBase64Encoded": false
            }
            """,
            JsonSerializer.Serialize(Event(Request, PayloadVersion.V1), Indented));

    [Fact]
    public void Format_2_0_is_the_agreed_text() =>
        Assert.Equal(
            """
            {
              "version": "2.0",
              "routeKey": "POST /users/{id}",
              "rawPath": "/users/a b",
              "rawQueryString": "tag=x&tag=y+z&empty&%C3%A4=%C3%B6",
              "cookies": [
                "a=1",
                "b=2"
              ],
              "headers": {
                "content-type": "application/json",
                "content-length": "9",
                "host": "api.example.com:8443",
                "user-agent": "curl/8",
                "x-twice": "one,two",
                "x-forwarded-for": "10.0.0.7"
              },
              "queryStringParameters": {
                "tag": "x,y z",
                "empty": "",
                "ä": "ö"
              },
              "requestContext": {
                "accountId": "123456789012",
                "apiId": "Api",
                "domainName": "api.example.com",
                "domainPrefix": "api",
                "http": {
                  "method": "POST",
                  "path": "/users/a b",
                  "protocol": "HTTP/1.1",
                  "sourceIp": "10.0.0.7",
                  "userAgent": "curl/8"
                },
                "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
                "routeKey": "POST /users/{id}",
                "stage": "$default",
                "time": "09/Apr/2025:12:34:56 +0000",
                "timeEpoch": 1744202096789
              },
              "pathParameters": {
                "id": "a b"
              },
              "body": "{\"a\":\"ü\"}",
              "isBase64Encoded": false
            }
            """,
            JsonSerializer.Serialize(Event(Request, PayloadVersion.V2), Indented));

    [Fact]
    public void What_there_is_not_is_null_in_1_0_and_absent_in_2_0()
    {
        var bare = Request with { Query = "", Body = default, Headers = [] };

        var v1 = Event(bare, PayloadVersion.V1, "/users");
        var v2 = Event(bare, PayloadVersion.V2, "$default");

        Assert.All(
            ["queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "stageVariables", "body"],
            name => Assert.Equal(JsonValueKind.Null, v1.GetProperty(name).ValueKind));
        Assert.All(["queryStringParameters", "pathParameters", "body", "cookies"], name => Assert.False(v2.TryGetProperty(name, out _)));
        Assert.Equal(("$default", false), (v2.GetProperty("routeKey").GetString(), v2.GetProperty("isBase64Encoded").GetBoolean()));
    }

    [Theory]
    [InlineData(PayloadVersion.V1, "application/json", new byte[] { 0x7b, 0x7d }, false)]
    [InlineData(PayloadVersion.V1, "image/png", new byte[] { 0x89, 0x50 }, true)]
    [InlineData(PayloadVersion.V1, "image/svg", new byte[] { 0x3c, 0x73 }, false)]
    [InlineData(PayloadVersion.V2, "application/json; charset=utf-8", new byte[] { 0x7b, 0x7d }, false)]
    [InlineData(PayloadVersion.V2, "application/octet-stream", new byte[] { 0x7b, 0x7d }, true)]
    [InlineData(PayloadVersion.V2, "application/x-www-form-urlencoded", new byte[] { 0x61, 0x3d }, true)]
    [InlineData(PayloadVersion.V2, "text/plain", new byte[] { 0xff, 0xfe }, true)]
    public void A_body_is_text_or_base64(PayloadVersion payload, string contentType, byte[] body, bool isBase64)
    {
        var json = Event(Request with { Headers = [new("Content-Type", [contentType])], Body = body }, payload);

        Assert.Equal(isBase64, json.GetProperty("isBase64Encoded").GetBoolean());
        var text = json.GetProperty("body").GetString()!;
        Assert.Equal(body, isBase64 ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text));
    }
}
