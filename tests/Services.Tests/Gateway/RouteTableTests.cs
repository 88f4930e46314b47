using Esb.Common.Configuration;
using Esb.Gateway.Api;

namespace Esb.Tests.Gateway;

public sealed class RouteTableTests
{
    static RouteTable Table(params string[] routes) => Of(PayloadVersion.V2, routes);

    static RouteTable RestTable(params string[] routes) => Of(PayloadVersion.V1, routes);

    static RouteTable Of(PayloadVersion payload, string[] routes) => RouteTable.Of(new RoutingFile(
        [.. routes.Select(route => new RouteConfiguration(route.Split(' ')[1], route.Split(' ')[0], "f", payload, null, "Prod", default))]));

    static string? Match(RouteTable table, string method, string path) => table.Match(method, path) is { } match
        ? $"{match.Route.Method} {match.Route.Path}{string.Concat(match.Parameters.Select(parameter => $" {parameter.Key}={parameter.Value}"))}"
        : null;

    // The example of AWS's documentation, and its answers.
    [Theory]
    [InlineData("GET", "/pets/dog/1", "GET /pets/dog/1")]
    [InlineData("GET", "/pets/dog/2", "GET /pets/dog/{id} id=2")]
    [InlineData("GET", "/pets/cat/1", "GET /pets/{proxy+} proxy=cat/1")]
    [InlineData("POST", "/test/5", "ANY /{proxy+} proxy=test/5")]
    [InlineData("GET", "/", "ANY $default")]
    public void The_best_match_wins(string method, string path, string expected) =>
        Assert.Equal(expected, Match(Table("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "ANY $default"), method, path));

    [Theory]
    [InlineData("GET", "/a/b", "GET /a/{x} x=b")]
    [InlineData("POST", "/a/b", "ANY /a/b")]
    [InlineData("POST", "/a/c", "ANY /{proxy+} proxy=a/c")]
    public void A_route_for_another_method_does_not_stand_in_the_way(string method, string path, string expected) =>
        Assert.Equal(expected, Match(Table("GET /a/{x}", "ANY /{proxy+}", "POST /a/{x}/c", method == "POST" ? "ANY /a/b" : "PUT /a/b"), method, path));

    [Fact]
    public void The_method_goes_before_any() => Assert.Equal("GET /a", Match(Table("ANY /a", "GET /a"), "GET", "/a"));

    [Fact]
    public void Parameters_go_before_a_greedy_one_even_further_left() =>
        Assert.Equal("GET /{x}/b x=a", Match(Table("GET /a/{proxy+}", "GET /{x}/b"), "GET", "/a/b"));

    [Theory]
    [InlineData("/", null)]
    [InlineData("/files", null)]
    [InlineData("/files/", null)]
    [InlineData("/files/a", "GET /files/{path+} path=a")]
    [InlineData("/files/a/b%2Fc/", "GET /files/{path+} path=a/b%2Fc")]
    public void A_greedy_parameter_is_at_least_one_segment(string path, string? expected) => Assert.Equal(expected, Match(RestTable("GET /files/{path+}"), "GET", path));

    [Fact]
    public void A_slash_at_the_end_counts_for_http_apis_only()
    {
        Assert.Equal("GET /users", Match(RestTable("GET /users"), "GET", "/users/"));
        Assert.Null(Match(Table("GET /users"), "GET", "/users/"));
    }

    [Theory]
    [InlineData("/caf%C3%A9/1", "GET /café/{id} id=1")]
    [InlineData("/café/a%2Fb", "GET /café/{id} id=a%2Fb")]
    [InlineData("/Café/1", null)]
    [InlineData("/café//", null)]
    public void Literals_are_compared_decoded_and_parameters_stay_encoded(string path, string? expected) =>
        Assert.Equal(expected, Match(Table("GET /café/{id}"), "GET", path));

    [Fact]
    public void The_root_is_a_path_like_others() => Assert.Equal("GET /", Match(RestTable("GET /", "GET /{id}"), "GET", "/"));

    [Fact]
    public void Parameters_of_one_place_may_have_different_names() =>
        Assert.Equal(("GET /{a} a=1", "PUT /{b} b=1"), (Match(Table("GET /{a}", "PUT /{b}"), "GET", "/1"), Match(Table("GET /{a}", "PUT /{b}"), "PUT", "/1")));
}
