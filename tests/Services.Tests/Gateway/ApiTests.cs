using System.Net;
using System.Text;
using System.Text.Json;

namespace Esb.Tests.Gateway;

public sealed class ApiTests
{
    const string Functions = "{ echo: { image: esb-echo, runtime: image }, answer: { image: esb-answer, runtime: image } }";

    const string Routes = """
        - { path: "/rest/{id}", method: ANY, function: answer, payload: "1.0", api: Rest, stage: Prod }
        - { path: "/files/{path+}", method: GET, function: answer, payload: "1.0", api: Rest, stage: Prod }
        - { path: "/http/{id}", method: ANY, function: answer, payload: "2.0", api: Http, stage: $default }
        - { path: "/health", method: ANY, function: answer, payload: "2.0" }
        """;

    /// <summary>A gateway whose function answers with this, and remembers its last event.</summary>
    static async Task<(GatewayHost Gateway, Func<JsonElement> Event)> StartAsync(string answer, string? error = null, string routes = Routes)
    {
        var gateway = await GatewayHost.StartAsync(Functions, routes);
        var last = default(JsonElement);
        gateway.Agent.Add("answer", (context, payload) =>
        {
            last = JsonSerializer.Deserialize<JsonElement>(payload);
            return FunctionServer.AnswerAsync(context, answer, error);
        });
        return (gateway, () => last);
    }

    [Fact]
    public async Task A_rest_api_gives_the_function_its_event_and_the_client_the_response()
    {
        var (gateway, lastEvent) = await StartAsync("""{"statusCode":201,"headers":{"X-A":"1"},"multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},"body":"AAEC/w==","isBase64Encoded":true}""");
        await using var _ = gateway;

        using var request = new HttpRequestMessage(HttpMethod.Put, "/rest/a%2Fb?x=1&x=2") { Content = new StringContent("hi") };
        request.Headers.Add("X-Forwarded-For", "10.1.1.1");
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("X-A")));
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal([0, 1, 2, 255], await response.Content.ReadAsByteArrayAsync());
        var json = lastEvent();
        Assert.Equal(("PUT", "/rest/a%2Fb", "hi"), (json.GetProperty("httpMethod").GetString(), json.GetProperty("path").GetString(), json.GetProperty("body").GetString()));
        Assert.Equal("a%2Fb", json.GetProperty("pathParameters").GetProperty("id").GetString());
        Assert.Equal("10.1.1.1, 127.0.0.1", json.GetProperty("headers").GetProperty("X-Forwarded-For").GetString()!.Replace("::1", "127.0.0.1", StringComparison.Ordinal));
        Assert.Equal(Assert.Single(response.Headers.GetValues("x-amzn-RequestId")), json.GetProperty("requestContext").GetProperty("requestId").GetString());
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Amzn-Trace-Id")), json.GetProperty("headers").GetProperty("X-Amzn-Trace-Id").GetString());
    }

    [Fact]
    public async Task An_http_api_infers_the_response_and_decodes_the_path()
    {
        var (gateway, lastEvent) = await StartAsync("""{"hello":["world"]}""");
        await using var _ = gateway;
        using var client = gateway.NewClient(HttpVersion.Version20);

        using var response = await client.GetAsync("/http/a%20b");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        Assert.Equal("""{"hello":["world"]}""", await response.Content.ReadAsStringAsync());
        var json = lastEvent();
        Assert.Equal(("/http/a b", "ANY /http/{id}", "a b"),
            (json.GetProperty("rawPath").GetString(), json.GetProperty("routeKey").GetString(), json.GetProperty("pathParameters").GetProperty("id").GetString()));
        Assert.Equal("HTTP/2.0", json.GetProperty("requestContext").GetProperty("http").GetProperty("protocol").GetString());
    }

    [Theory]
    [InlineData("/rest/1", "[]", null, 502, "Internal server error")]
    [InlineData("/rest/1", """{"errorMessage":"x"}""", "Unhandled", 502, "Internal server error")]
    [InlineData("/rest/1", """{"headers":{"X A":"1"}}""", null, 502, "Internal server error")]
    [InlineData("/rest/1", """{"headers":{"X-A":"1\r\nX-B: 2"}}""", null, 502, "Internal server error")]
    [InlineData("/http/1", """{"statusCode":"x"}""", null, 500, "Internal Server Error")]
    [InlineData("/http/1", """{"errorMessage":"x"}""", "Unhandled", 500, "Internal Server Error")]
    public async Task What_is_no_response_becomes_the_apis_error(string path, string answer, string? error, int status, string message)
    {
        var (gateway, _) = await StartAsync(answer, error);
        await using var host = gateway;

        using var response = await gateway.Client.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal($$"""{"message":"{{message}}"}""", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("X-A"));
    }

    [Fact]
    public async Task Statuses_without_body_have_none()
    {
        var (gateway, _) = await StartAsync("""{"statusCode":204,"body":"ignored"}""");
        await using var host = gateway;

        using var response = await gateway.Client.DeleteAsync("/rest/1");

        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_head_request_has_the_headers_only()
    {
        var (gateway, _) = await StartAsync("""{"headers":{"X-A":"1"},"body":"body"}""");
        await using var host = gateway;

        using var request = new HttpRequestMessage(HttpMethod.Head, "/rest/1");
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal("1", Assert.Single(response.Headers.GetValues("X-A")));
        Assert.Equal((4, ""), (response.Content.Headers.ContentLength, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_function_does_not_decide_framing()
    {
        var (gateway, _) = await StartAsync("""{"headers":{"Content-Length":"1","Transfer-Encoding":"chunked","Connection":"close"},"body":"body"}""");
        await using var host = gateway;

        using var response = await gateway.Client.GetAsync("/rest/1");

        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        Assert.Equal((4, null, null), (response.Content.Headers.ContentLength, response.Headers.TransferEncodingChunked, response.Headers.ConnectionClose));
    }

    [Theory]
    [InlineData(Routes, "/nowhere", 404, "Not Found")]
    [InlineData("- { path: /a, method: GET, function: answer, payload: '1.0' }", "/nowhere", 403, "Missing Authentication Token")]
    [InlineData("- { path: /a, method: POST, function: answer, payload: '1.0' }", "/a", 403, "Missing Authentication Token")]
    [InlineData("[]", "/", 404, "Not Found")]
    public async Task No_route_is_answered_as_the_kind_of_api_does(string routes, string path, int status, string message)
    {
        var (gateway, _) = await StartAsync("{}", null, routes);
        await using var host = gateway;

        using var response = await gateway.Client.GetAsync(path);

        Assert.Equal((status, $$"""{"message":"{{message}}"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_gateways_own_paths_win_over_routes()
    {
        var (gateway, _) = await StartAsync("{}");
        await using var host = gateway;

        Assert.Contains("\"service\":\"gateway\"", await gateway.Client.GetStringAsync("/health"), StringComparison.Ordinal);
        using var post = await gateway.Client.PostAsync("/health", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Empty(gateway.Agent.Releases);
    }

    [Fact]
    public async Task Large_bodies_pass_both_ways_and_larger_ones_are_refused()
    {
        var (gateway, lastEvent) = await StartAsync($$"""{"body":"{{new string('y', 5_000_000)}}"}""");
        await using var host = gateway;

        using var passes = await gateway.Client.PostAsync("/rest/1", new StringContent(new string('x', 6_000_000)));
        using var refused = await gateway.Client.PostAsync("/rest/1", new StringContent(new string('"', 6_000_000)));
        using var announced = await gateway.Client.PostAsync("/rest/1", new ByteArrayContent(new byte[7_000_000]));

        Assert.Equal(5_000_000, (await passes.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(6_000_000, lastEvent().GetProperty("body").GetString()!.Length);
        Assert.Equal((413, 413), ((int)refused.StatusCode, (int)announced.StatusCode));
        Assert.Equal("""{"message":"Request Entity Too Large"}""", await announced.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_route_to_no_function_is_an_internal_error_and_a_warning()
    {
        await using var gateway = await GatewayHost.StartAsync(Functions, "- { path: /a, method: GET, function: missing, payload: '1.0' }");

        using var response = await gateway.Client.GetAsync("/a");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Contains("routing.yml:3:3: GET /a: there is no function 'missing'", await gateway.Client.GetStringAsync("/health"), StringComparison.Ordinal);
    }
}
