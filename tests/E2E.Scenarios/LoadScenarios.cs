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
        var answers = new List<Answer>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(45));
        do
        {
            // The clock calls this function too, and may be the one that has it.
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => InvokeAsync("lambda-schedule", "{}"))));
        }
        while (!limit.IsCancellationRequested && !(answers.Exists(IsAnswered) && answers.Exists(IsThrottled)));

        Assert.Contains(answers, IsAnswered);
        Assert.Contains(answers, IsThrottled);
        Assert.All(answers, answer => Assert.True(IsAnswered(answer) || IsThrottled(answer), $"{answer.Status}: {answer.Text}"));
    }

    static bool IsAnswered(Answer answer) => answer.Status == HttpStatusCode.OK;

    static bool IsThrottled(Answer answer)
        => answer.Status == HttpStatusCode.TooManyRequests && answer.Header("x-amzn-ErrorType") == "TooManyRequestsException";
}
