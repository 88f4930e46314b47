using System.Net;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>Every kind of function, invoked.</summary>
[Trait("Suite", "standard")]
public sealed class InvokeScenarios(ITestOutputHelper output) : Calls(output)
{
    [Theory]
    [InlineData("lambda-inline", """{"inline":true,"event":{"a":1}}""")]
    [InlineData("lambda-image", """{"image":true,"greeting":"${not a variable} \"quoted\"","event":{"a":1}}""")]
    public async Task A_function_gets_its_event(string function, string expected)
        => Assert.Equal(Json(expected).ToJsonString(), (await InvokeAsync(function, """{"a":1}""")).Result.ToJsonString());

    [Fact]
    public async Task A_function_that_brings_its_own_runtime_answers()
        => Assert.Equal(HttpStatusCode.OK, (await InvokeAsync("lambda-native", """{"a":1}""")).Status);

    [Fact]
    public async Task A_function_uses_the_modules_of_its_layers()
        => Assert.Contains("ANN", (string?)(await InvokeAsync("lambda-layered", """{"name":"ann"}""")).Result["text"], StringComparison.Ordinal);

    [Fact]
    public async Task A_function_sees_its_variables_as_the_template_has_them()
    {
        var answer = (await InvokeAsync("lambda-environment", """{"names":["STAGE","PARTS","LITERAL","QUOTES","LINES","AWS_REGION"]}""")).Result;

        var environment = answer["environment"]!;
        Assert.Equal("dev", (string?)environment["STAGE"]);
        Assert.Equal("b-test", (string?)environment["PARTS"]);
        Assert.Equal("costs ${Money} and 5 %{percent}", (string?)environment["LITERAL"]);
        Assert.Equal("\"double\" 'single' back\\slash $(shell) `tick`", (string?)environment["QUOTES"]);
        Assert.Equal("one\ntwo\n", (string?)environment["LINES"]);
        Assert.Equal("lambda-environment", (string?)answer["name"]);
        Assert.Equal("128", answer["memory"]!.ToString());
        Assert.InRange((int)answer["remaining"]!, 1, 10_000);
    }

    [Fact]
    public async Task Six_megabytes_go_in_and_out()
    {
        const int Size = 5_900_000;
        var answer = await InvokeAsync("lambda-payload", new JsonObject { ["text"] = new string('y', Size), ["bytes"] = Size }.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Size, (int)answer.Result["received"]!);
        Assert.Equal(Size, ((string)answer.Result["text"]!).Length);
    }

    [Fact]
    public async Task A_dry_run_invokes_nothing()
        => Assert.Equal(HttpStatusCode.NoContent, (await InvokeAsync("lambda-error", "{}", "DryRun")).Status);

    [Fact]
    public async Task An_event_is_accepted_at_once()
        => Assert.Equal(HttpStatusCode.Accepted, (await InvokeAsync("lambda-echo", "{}", "Event")).Status);

    [Fact]
    public async Task The_request_id_goes_the_whole_way()
    {
        var answer = await InvokeAsync("lambda-environment", "{}");

        Assert.Equal(answer.Header("x-amzn-RequestId"), (string?)answer.Result["requestId"]);
    }

    [Fact]
    public async Task A_trace_that_comes_in_comes_back()
    {
        const string Root = "1-67891233-abcdef012345678912345678";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/2015-03-31/functions/lambda-echo/invocations") { Content = new StringContent("{}") };
        request.Headers.Add("X-Amzn-Trace-Id", $"Root={Root};Parent=53995c3f42cd8ad8;Sampled=1");

        Assert.Contains(Root, (await SendAsync(request)).Header("X-Amzn-Trace-Id"), StringComparison.Ordinal);
    }
}
