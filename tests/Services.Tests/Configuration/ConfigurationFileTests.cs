using Esb.Common.Configuration;

namespace Esb.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    static string[] Problems<T>(Func<T> parse) =>
        [.. Assert.Throws<ConfigurationException>(() => { parse(); }).Problems.Select(problem => problem.ToString())];

    [Fact]
    public void A_function_has_what_its_file_says()
    {
        var function = FunctionsFile.Parse("""
            version: 1
            functions:
              lambda-echo:
                logicalId: EchoFunction
                image: esb-lambda-echo
                runtime: python3.11
                handler: app.handler
                timeout: 30
                memory: 256
                reservedConcurrency: 0
                environment: { KEY: value, NUMBER: 1, FLAG: true, EMPTY: }
                schedules:
                  - { name: EveryMinute, expression: "rate(1 minute)", input: '{"a":1}', enabled: false }
            """).Functions["lambda-echo"];

        Assert.Equal(("EchoFunction", "esb-lambda-echo", "python3.11", "app.handler"), (function.LogicalId, function.Image, function.Runtime, function.Handler));
        Assert.Equal((30, 256, 0), (function.Timeout, function.Memory, function.ReservedConcurrency));
        Assert.Equal(["KEY=value", "NUMBER=1", "FLAG=true", "EMPTY="], function.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        Assert.Equal(
            new ScheduleConfiguration("EveryMinute", "rate(1 minute)", """{"a":1}""", false, new("functions.yml", 13, 9)),
            Assert.Single(function.Schedules));
        Assert.Equal("functions.yml:3:3", function.Position.ToString());
    }

    [Fact]
    public void What_a_function_does_not_say_has_Lambdas_defaults()
    {
        var function = FunctionsFile.Parse("version: 1\nfunctions: { a: { image: esb-a, runtime: image } }").Functions["a"];

        Assert.Equal((3, 128, null, null), (function.Timeout, function.Memory, function.ReservedConcurrency, function.Handler));
        Assert.Empty(function.Environment);
        Assert.Empty(function.Schedules);
    }

    [Theory]
    [InlineData("version: 1")]
    [InlineData("version: 1\nfunctions:")]
    [InlineData("version: 1\nfunctions: {}")]
    public void A_file_may_have_no_function(string yaml) => Assert.Empty(FunctionsFile.Parse(yaml).Functions);

    [Fact]
    public void Everything_wrong_in_functions_is_reported_with_its_position() =>
        Assert.Equal(
            [
                "functions.yml:3:3: 'lambda.echo' is no function name: it must be letters, digits, '-' and '_', at most 64",
                "functions.yml:3:3: function 'lambda.echo' has no 'runtime'",
                "functions.yml:4:12: image is 'registry:5000/Echo:1': it must be an image name, such as esb-lambda-echo, without registry and tag",
                "functions.yml:5:5: function 'lambda.echo' has no key 'timout'; known: logicalId, image, runtime, handler, timeout, memory, "
                    + "reservedConcurrency, environment, schedules. Did you mean 'timeout'?",
                "functions.yml:6:13: memory is '64': it must be a whole number from 128 to 10240",
                "functions.yml:7:26: reservedConcurrency is '-1': it must be a whole number of at least 0",
                "functions.yml:8:20: '1A' is no variable name: it must be letters, digits and '_', and start with a letter",
                "functions.yml:10:32: expression is 'rate(5 minute)': a rate is a positive number and minute(s), hour(s) or day(s), such as rate(1 minute) or rate(5 minutes)",
                "functions.yml:11:17: schedule 'a' is there twice; the other one is at functions.yml:10:9",
                "functions.yml:11:56: input is not JSON: '}' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0.",
                "functions.yml:11:70: enabled is 'yes': it must be one of true, false.",
            ],
            Problems(() => FunctionsFile.Parse("""
                version: 1
                functions:
                  lambda.echo:
                    image: registry:5000/Echo:1
                    timout: 3
                    memory: 64
                    reservedConcurrency: -1
                    environment: { 1A: x }
                    schedules:
                      - { name: a, expression: rate(5 minute) }
                      - { name: a, expression: rate(5 minutes), input: '}', enabled: yes }
                """)));

    [Theory]
    [InlineData("", "f.yml:1:1: the file has no 'version'")]
    [InlineData("version: 2", "f.yml:1:10: version is '2': this version of esb reads version 1")]
    [InlineData("- a", "f.yml:1:1: the file must be a mapping (key: value)")]
    [InlineData("version: 1\n---\nversion: 1", "f.yml:3:1: the file must be one document")]
    [InlineData("version: 1\nfunctions: []", "f.yml:2:12: functions must be a mapping (key: value)")]
    [InlineData("version: 1\nfunctions: { a: b }", "f.yml:2:17: a must be a mapping (key: value)")]
    public void A_file_that_is_none_says_where(string yaml, string problem) => Assert.Equal([problem], Problems(() => FunctionsFile.Parse(yaml, "f.yml")));

    [Theory]
    [InlineData("version: 1\nfunctions: { a: ]", "f.yml:2:17")]
    [InlineData("version: 1\nversion: 1", "f.yml:2:1")]
    [InlineData("version: 1\n\tfunctions:", "f.yml:1:10")]
    public void Text_that_is_not_yaml_says_where(string yaml, string position) =>
        Assert.StartsWith($"{position}: not valid YAML: ", Assert.Single(Problems(() => FunctionsFile.Parse(yaml, "f.yml"))), StringComparison.Ordinal);

    [Fact]
    public void A_route_has_what_its_file_says()
    {
        var routes = RoutingFile.Parse("""
            version: 1
            routes:
              - { path: "/users/{id}", method: GET, function: lambda-echo, payload: "1.0", api: ServerlessRestApi, stage: Prod }
              - { path: $default, method: ANY, function: other, payload: 2.0 }
            """).Routes;

        Assert.Equal(
            [
                new("/users/{id}", "GET", "lambda-echo", PayloadVersion.V1, "ServerlessRestApi", "Prod", new("routing.yml", 3, 5)),
                new("$default", "ANY", "other", PayloadVersion.V2, null, "$default", new("routing.yml", 4, 5)),
            ],
            routes);
    }

    [Theory]
    [InlineData("{ path: users, method: GET, function: a }", "3:11: path is 'users': it must start with '/', or be $default")]
    [InlineData("{ path: '/a/{b+}/c', method: GET, function: a }", "3:11: path is '/a/{b+}/c': '{b+}' matches the rest of the path, so it must be the last segment")]
    [InlineData("{ path: '/{a}/{a}', method: GET, function: a }", "3:11: path is '/{a}/{a}': the parameter 'a' is there twice")]
    [InlineData("{ path: '/a{b}', method: GET, function: a }", "3:11: path is '/a{b}': 'a{b}' must be a text, {name} or {name+}")]
    [InlineData("{ path: '/{}', method: GET, function: a }", "3:11: path is '/{}': '{}' must have a name of letters, digits, '.', '_', ':' and '-'")]
    [InlineData("{ path: $default, method: ANY, function: a }", "3:11: path is '$default': only an HTTP API (payload \"2.0\") has this catch-all; use /{proxy+}")]
    [InlineData("{ path: /a, method: get, function: a }", "3:23: method is 'get': it must be one of GET, HEAD, OPTIONS, PATCH, POST, PUT, DELETE, ANY. Did you mean 'GET'?")]
    [InlineData("{ path: /a, method: GET }", "3:3: a route has no 'function'")]
    [InlineData("{ path: /a, method: GET, function: a, payload: '3.0' }", "3:50: payload is '3.0': it must be one of 1.0, 2.0. Did you mean '1.0'?")]
    public void A_wrong_route_is_reported_with_its_position(string route, string problem) =>
        Assert.Equal(["routing.yml:" + problem], Problems(() => RoutingFile.Parse($"version: 1\nroutes:\n- {route}")));

    [Fact]
    public void Two_routes_for_the_same_requests_are_refused() =>
        Assert.Equal(
            ["routing.yml:4:11: GET /users/{name} matches the same requests as the route at routing.yml:3:3"],
            Problems(() => RoutingFile.Parse("""
                version: 1
                routes:
                - { path: '/users/{id}', method: GET, function: a }
                - { path: '/users/{name}', method: GET, function: a }
                - { path: '/users/{name}', method: ANY, function: a }
                - { path: '/users/{name+}', method: GET, function: a }
                """)));

    [Fact]
    public void A_route_to_no_function_names_the_nearest()
    {
        var functions = FunctionsFile.Parse("version: 1\nfunctions: { lambda-echo: { image: esb-lambda-echo, runtime: image } }");
        var routing = RoutingFile.Parse("version: 1\nroutes:\n- { path: /a, method: GET, function: lambda-ecko }");

        Assert.Equal(
            "routing.yml:3:3: GET /a: there is no function 'lambda-ecko'; there are: lambda-echo. Did you mean 'lambda-echo'?",
            Assert.Single(routing.Check(functions)).ToString());
    }

    [Fact]
    public void Resources_are_what_their_file_says()
    {
        var resources = ResourcesFile.Parse("""
            version: 1
            buckets: [ { name: my-bucket } ]
            tables:
              - name: items
                hashKey: { name: id, type: S }
                rangeKey: { name: at, type: N }
                globalSecondaryIndexes: [ { name: byOwner, hashKey: {name: owner, type: S}, rangeKey: { name: id, type: S }, projection: INCLUDE, nonKeyAttributes: [a, b] } ]
            """);

        Assert.Equal("my-bucket", Assert.Single(resources.Buckets).Name);
        var table = Assert.Single(resources.Tables);
        Assert.Equal([new("id", "S"), new("at", "N"), new("owner", "S")], table.KeyAttributes);
        Assert.Equal(["a", "b"], Assert.Single(table.GlobalSecondaryIndexes).NonKeyAttributes);
    }

    [Fact]
    public void Everything_wrong_in_resources_is_reported_with_its_position() =>
        Assert.Equal(
            [
                "resources.yml:2:20: name is 'My': it must be 3 to 63 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit",
                "resources.yml:3:28: bucket 'abc' is there twice; the other one is at resources.yml:3:5",
                "resources.yml:5:3: there is no 'hashKey'",
                "resources.yml:7:30: type is 'String': it must be one of S, N, B.",
                "resources.yml:8:31: attribute 'id' has type N here and S above: an attribute has one type",
            ],
            Problems(() => ResourcesFile.Parse("""
                version: 1
                buckets: [ { name: My },
                    { name: abc }, { name: abc } ]
                tables:
                - name: items
                - name: others
                  hashKey: { name: id, type: String }
                  rangeKey: { name: id, type: N }
                """)));
}
