using System.Net;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>Whether the parts of the stack reach each other at all.</summary>
[Trait("Suite", "smoke")]
public sealed class SmokeScenarios(ITestOutputHelper output) : Calls(output)
{
    [Fact]
    public async Task The_gateway_is_healthy()
    {
        var answer = await GetAsync("/health");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("healthy", (string?)answer.Json["status"]);
    }

    [Fact]
    public async Task The_gateway_tells_which_image_it_is()
        => Assert.Equal($"gateway-{Stack.Mode}", (string?)(await GetAsync("/version")).Json["image"]);

    [Fact]
    public async Task A_function_answers_in_its_own_container()
    {
        var answer = await InvokeAsync("lambda-echo", """{"text":"über"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("über", (string?)answer.Json["text"]);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_not_found()
    {
        var answer = await InvokeAsync("lambda-nobody", "{}");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("ResourceNotFoundException", answer.Header("x-amzn-ErrorType"));
    }
}
