using System.Net;
using Xunit.Abstractions;

namespace Esb.Scenarios;

/// <summary>Parts of the stack end and come back. Alone: the others' containers would be stopped below them.</summary>
[Trait("Suite", "standard")]
[Collection(nameof(RestartScenarios))]
[CollectionDefinition(nameof(RestartScenarios), DisableParallelization = true)]
public sealed class RestartScenarios(ITestOutputHelper output) : Calls(output)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [StackFact]
    public async Task After_the_agent_was_restarted_functions_answer_again()
    {
        await InvokeAsync("lambda-echo", "{}");
        await Stack.DockerAsync(["container", "restart", .. await Stack.ContainersAsync("com.docker.compose.service=agent")]);

        await UntilAnsweredAsync();
    }

    [StackFact]
    public async Task After_the_gateway_was_restarted_functions_answer_again()
    {
        await Stack.DockerAsync(["container", "restart", .. await Stack.ContainersAsync("com.docker.compose.service=gateway")]);

        await UntilAnsweredAsync();
    }

    [StackFact]
    public async Task A_function_whose_container_is_gone_gets_another()
    {
        await InvokeAsync("lambda-echo", "{}");
        await Stack.EndFunctionAsync("lambda-echo");

        await UntilAnsweredAsync();
    }

    async Task UntilAnsweredAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        for (var last = ""; ; await Task.Delay(250))
        {
            Assert.False(limit.IsCancellationRequested, $"No answer within {Limit.TotalSeconds:0} s: {last}");
            try
            {
                var answer = await InvokeAsync("lambda-echo", """{"again":true}""");
                if (answer.Status == HttpStatusCode.OK && answer.Header("X-Amz-Function-Error") is null)
                    return;
                last = $"{answer.Status}: {answer.Text}";
            }
            catch (HttpRequestException e)
            {
                last = e.Message;
            }
        }
    }
}
