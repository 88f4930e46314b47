using System.Net;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>What goes wrong, as Lambda tells it.</summary>
[Trait("Suite", "standard")]
public sealed class ErrorScenarios(ITestOutputHelper output) : Calls(output)
{
    [Fact]
    public async Task An_exception_comes_with_type_message_and_stack()
    {
        var answer = await InvokeAsync("lambda-error", """{"kind":"raise","message":"no such thing"}""");

        Assert.Equal("ValueError", answer.ErrorType);
        Assert.Equal("no such thing", (string?)answer.Json["errorMessage"]);
        Assert.Contains("app.py", answer.Json["stackTrace"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own", "TooBig")]
    [InlineData("exit", "Runtime.ExitError")]
    [InlineData("kill", "Runtime.ExitError")]
    [InlineData("unserializable", "Runtime.MarshalError")]
    public async Task A_function_that_fails_says_how(string kind, string error)
        => Assert.Equal(error, (await InvokeAsync("lambda-error", $$"""{"kind":"{{kind}}"}""")).ErrorType);

    [Fact]
    public async Task After_a_function_died_the_next_call_is_answered()
    {
        await InvokeAsync("lambda-error", """{"kind":"kill"}""");

        Assert.Equal("fine", (string?)(await InvokeAsync("lambda-error", """{"kind":"fine"}""")).Json["kind"]);
    }

    [Fact]
    public async Task A_function_that_takes_too_long_is_ended_and_the_next_call_is_answered()
    {
        var answer = await InvokeAsync("lambda-timeout", """{"seconds":20}""");

        Assert.Equal("Sandbox.Timedout", answer.ErrorType);
        Assert.Contains("Task timed out after 1.00 seconds", (string?)answer.Json["errorMessage"], StringComparison.Ordinal);
        Assert.Equal("0", (await InvokeAsync("lambda-timeout", """{"seconds":0}""")).Json["slept"]!.ToString());
    }

    [Fact]
    public async Task What_is_no_json_is_refused()
    {
        var answer = await InvokeAsync("lambda-echo", "{");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("InvalidRequestContentException", answer.Header("x-amzn-ErrorType"));
    }

    [Fact]
    public async Task An_event_beyond_the_limit_is_refused()
        => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await InvokeAsync("lambda-echo", $"\"{new string('x', 6_300_000)}\"")).Status);
}
