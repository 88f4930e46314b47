using System.Net;
using System.Text;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>Functions behind the routes of a REST API and of an HTTP API.</summary>
[Trait("Suite", "standard")]
public sealed class RouteScenarios(ITestOutputHelper output) : Calls(output)
{
    [Theory]
    [InlineData("/users/7", "1.0", "/users/{id}", "7")]
    [InlineData("/items/9", "2.0", "GET /items/{id}", "9")]
    public async Task A_path_parameter_reaches_the_function_in_its_payload_version(string path, string version, string resource, string id)
    {
        var answer = (await GetAsync(path)).Json;

        Assert.Equal((version, "GET", path, resource), ((string?)answer["version"], (string?)answer["method"], (string?)answer["path"], (string?)answer["resource"]));
        Assert.Equal(id, (string?)answer["pathParameters"]!["id"]);
    }

    [Fact]
    public async Task A_greedy_parameter_takes_the_rest_of_the_path()
        => Assert.Equal("a/b/c.txt", (string?)(await GetAsync("/files/a/b/c.txt")).Json["pathParameters"]!["proxy"]);

    [Fact]
    public async Task A_body_reaches_the_function()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/users/7") { Content = new StringContent("""{"name":"Ann"}""", Encoding.UTF8, "application/json") };

        Assert.Equal("""{"name":"Ann"}""", (string?)(await SendAsync(request)).Json["body"]);
    }

    [Fact]
    public async Task Status_and_headers_are_the_functions()
    {
        var answer = await GetAsync("/users/7?as=teapot");

        Assert.Equal((418, "teapot", "short and stout"), ((int)answer.Status, answer.Header("X-Kind"), answer.Text));
    }

    [Theory]
    [InlineData("/users/7?as=binary")]
    [InlineData("/items/9?as=binary")]
    public async Task Bytes_come_as_bytes(string path)
        => Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), (await GetAsync(path)).Body);

    [Theory]
    [InlineData("/users/7?as=cookies")]
    [InlineData("/items/9?as=cookies")]
    public async Task Several_cookies_are_several_headers(string path)
        => Assert.Equal(["a=1; Path=/", "b=2"], (await GetAsync(path)).Headers["Set-Cookie"]);

    [Theory]
    [InlineData("/users/7?as=broken", HttpStatusCode.BadGateway)]
    [InlineData("/items/9?as=broken", HttpStatusCode.InternalServerError)]
    public async Task An_answer_that_is_none_is_the_gateways_error(string path, HttpStatusCode status)
        => Assert.Equal(status, (await GetAsync(path)).Status);

    [Fact]
    public async Task What_no_other_route_takes_goes_to_the_catch_all()
        => Assert.Equal("$default", (string?)(await GetAsync("/anything/else")).Json["resource"]);
}
