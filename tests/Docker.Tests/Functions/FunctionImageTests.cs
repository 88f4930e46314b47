using System.Text.Json.Nodes;
using BuildChain.DockerTests.Images;
using BuildChain.Functions;
using BuildChain.Functions.Generation;

namespace BuildChain.DockerTests.Functions;

/// <summary>The image of each function of the fixture, called as AWS's tools call a function.</summary>
public sealed class FunctionImageTests
{
    public static TheoryData<string> Names { get; } = [.. FixtureFunctions.App.Functions.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_function_image_says_what_it_is_and_of_which_commit(string name)
    {
        var image = await BakedImage.OfAsync(name);
        var target = FunctionTargets.Of(FixtureFunctions.App.Functions.Single(function => function.Name == name));

        var labels = image.Configuration["Labels"]!;
        Assert.Equal("function", (string?)labels["com.esb.kind"]);
        Assert.Equal(name, (string?)labels["com.esb.function"]);
        Assert.Equal("true", (string?)labels["com.esb.managed"]);
        Assert.Equal($"esb-{target}", (string?)labels["org.opencontainers.image.title"]);
        Assert.Equal("10001:10001", (string?)image.Configuration["User"]);
        Assert.Equal(target, (await image.VersionAsync()).GetProperty("image").GetString());
    }

    [Theory]
    [InlineData("lambda-echo", """{"a":["ü",1,null]}""", """{"a":["ü",1,null]}""")]
    [InlineData("lambda-layered", """{"name":"anna"}""", """{"text":"Hello, ANNA!"}""")]
    [InlineData("lambda-inline", """{"b":1}""", """{"inline":true,"event":{"b":1}}""")]
    [InlineData("lambda-native", """{"c":1}""", """{"native":true,"handler":"bootstrap","event":{"c":1}}""")]
    [InlineData("lambda-image", """{"d":1}""", """{"image":true,"greeting":"${not a variable} \"quoted\"","event":{"d":1}}""")]
    [InlineData("lambda-schedule", "{}", """{"tick":{}}""")]
    [InlineData("lambda-store", "{}", """{"TABLE":"items-dev","NOTES":"notes-dev","BUCKET":"files-dev"}""")]
    [InlineData("lambda-timeout", """{"seconds":0}""", """{"slept":0}""")]
    [InlineData("lambda-payload", """{"text":"abc","bytes":2}""", """{"received":3,"text":"xx"}""")]
    public async Task A_function_answers(string name, string payload, string answer)
    {
        await using var function = await FixtureFunctions.StartAsync(name);

        var (got, error) = await function.InvokeAsync(JsonNode.Parse(payload)!);

        Assert.Null(error);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answer), got), got?.ToJsonString());
    }

    [Fact]
    public async Task Variables_reach_the_function_as_the_template_has_them()
    {
        await using var function = await FixtureFunctions.StartAsync("lambda-environment");

        var (got, _) = await function.InvokeAsync(JsonNode.Parse("""{"names":["STAGE","LOG_LEVEL","GREETING","PARTS","LITERAL","QUOTES","LINES","NONE"]}""")!);

        Assert.Equal("lambda-environment", (string?)got!["name"]);
        var variables = got["environment"]!;
        Assert.Equal(("dev", "debug", "Hello, us-east-1 (dev)", "b-test"), ((string?)variables["STAGE"], (string?)variables["LOG_LEVEL"], (string?)variables["GREETING"], (string?)variables["PARTS"]));
        Assert.Equal("costs ${Money} and 5 %{percent}", (string?)variables["LITERAL"]);
        Assert.Equal("\"double\" 'single' back\\slash $(shell) `tick`", (string?)variables["QUOTES"]);
        Assert.Equal("one\ntwo\n", (string?)variables["LINES"]);
        Assert.Null(variables["NONE"]);
    }

    [Fact]
    public async Task An_error_is_reported_and_the_function_goes_on()
    {
        await using var function = await FixtureFunctions.StartAsync("lambda-error");

        var (raised, first) = await function.InvokeAsync(JsonNode.Parse("""{"kind":"own","message":"42"}""")!);
        var (ended, second) = await function.InvokeAsync(JsonNode.Parse("""{"kind":"exit"}""")!);
        var (answer, third) = await function.InvokeAsync(JsonNode.Parse("""{"kind":"none"}""")!);

        Assert.Equal(("Unhandled", "TooBig", "42"), (first, (string?)raised!["errorType"], (string?)raised["errorMessage"]));
        Assert.Equal(("Unhandled", "Runtime.ExitError"), (second, (string?)ended!["errorType"]));
        Assert.Equal((null, "none"), (third, (string?)answer!["kind"]));
    }

    [Fact]
    public async Task The_templates_timeout_ends_a_call()
    {
        await using var function = await FixtureFunctions.StartAsync("lambda-timeout");

        var (answer, error) = await function.InvokeAsync(JsonNode.Parse("""{"seconds":20}""")!);

        Assert.Equal(("Unhandled", "Sandbox.Timedout"), (error, (string?)answer!["errorType"]));
        Assert.EndsWith("Task timed out after 1.00 seconds", (string?)answer["errorMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Six_megabytes_go_in_and_out()
    {
        const int Size = 6 * 1024 * 1024 - 100;
        await using var function = await FixtureFunctions.StartAsync("lambda-payload");

        var (answer, error) = await function.InvokeAsync(new JsonObject { ["text"] = new string('y', Size), ["bytes"] = Size });

        Assert.Null(error);
        Assert.Equal((Size, Size), ((int)answer!["received"]!, ((string?)answer["text"])!.Length));
    }

    [Theory]
    [InlineData("""{"httpMethod":"GET","path":"/users/7","resource":"/users/{id}","pathParameters":{"id":"7"}}""", "1.0", "GET")]
    [InlineData("""{"version":"2.0","rawPath":"/items/7","routeKey":"GET /items/{id}","pathParameters":{"id":"7"},"requestContext":{"http":{"method":"GET"}}}""", "2.0", "GET")]
    public async Task A_web_function_answers_both_kinds_of_event(string payload, string version, string method)
    {
        await using var function = await FixtureFunctions.StartAsync("lambda-web");

        var (answer, _) = await function.InvokeAsync(JsonNode.Parse(payload)!);

        Assert.Equal(200, (int)answer!["statusCode"]!);
        var body = JsonNode.Parse((string)answer["body"]!)!;
        Assert.Equal((version, method, "7"), ((string?)body["version"], (string?)body["method"], (string?)body["pathParameters"]!["id"]));
    }

    [Fact]
    public async Task Only_what_is_meant_for_the_image_is_in_it()
    {
        await using var function = await FixtureFunctions.StartAsync("lambda-layered");

        var files = (await function.ExecuteAsync("find", "/var/task", "/opt", "-type", "f")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["/opt/greeting.txt", "/opt/python/greeting.py", "/opt/python/words.py", "/var/task/app.py"], files.Order(StringComparer.Ordinal));
    }
}
