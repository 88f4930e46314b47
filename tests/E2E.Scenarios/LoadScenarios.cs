using System.Net;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>Many calls at once.</summary>
[Trait("Suite", "standard")]
public sealed class LoadScenarios(ITestOutputHelper output) : Calls(output)
{
    [Fact]
    public async Task Calls_at_once_are_all_answered_with_their_own_event()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => InvokeAsync("lambda-echo", $$"""{"number":{{number}}}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(Enumerable.Range(0, 12), answers.Select(answer => (int)answer.Json["number"]!));
    }

    [Fact]
    public async Task Beyond_its_reserved_concurrency_a_function_is_throttled()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => InvokeAsync("lambda-schedule", "{}")));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{answer.Status}: {answer.Text}"));
        Assert.Contains(answers, answer => answer.Header("x-amzn-ErrorType") == "TooManyRequestsException");
    }
}
