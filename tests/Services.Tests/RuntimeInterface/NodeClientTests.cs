using System.Text;

namespace Esb.Tests.RuntimeInterface;

/// <summary>A Node.js function on AWS's own client, as an image function has it.</summary>
public sealed class NodeClientTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("esb-node-");

    public void Dispose() => _folder.Delete(recursive: true);

    [NodeClientFact]
    public async Task A_handler_gets_event_and_context_and_its_failures_are_told()
    {
        await using var container = await StartAsync(
            """
            exports.handler = async (event, context) => {
              console.log("at work");
              if (event === "fail") throw new RangeError("as asked for");
              if (event === "exit") process.exit(4);
              return { event, id: context.awsRequestId, title: context.clientContext.client.app_title, left: context.getRemainingTimeInMillis() > 0 };
            };
            """);
        var context = ("X-Amz-Client-Context", Convert.ToBase64String("""{"client":{"app_title":"T"}}"""u8));

        var answer = await container.InvokeAsync("""{"a":"ü"}""", ("X-Amzn-RequestId", "r-1"), context);
        var failure = await container.InvokeAsync("\"fail\"", context);
        var exit = await container.InvokeAsync("\"exit\"", context);
        var after = await container.InvokeAsync("1", ("X-Amzn-RequestId", "r-4"), context);

        Assert.Equal("""{"event":{"a":"ü"},"id":"r-1","title":"T","left":true}""", answer.Body);
        Assert.Equal(("Unhandled", "RangeError", "as asked for"), (failure.Error, failure.ErrorType, failure.ErrorMessage));
        Assert.EndsWith("Runtime exited with error: exit status 4", exit.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("""{"event":1,"id":"r-4","title":"T","left":true}""", after.Body);
        Assert.Contains(container.Messages, message => message.EndsWith("r-1\tINFO\tat work", StringComparison.Ordinal));
    }

    [NodeClientFact]
    public async Task A_streamed_answer_and_one_that_fails_midway()
    {
        await using var container = await StartAsync(
            """
            exports.handler = awslambda.streamifyResponse(async (event, stream) => {
              stream.setContentType("text/plain");
              stream.write("one,");
              if (event === "fail") throw new Error("midway");
              stream.write("two");
              stream.end();
            });
            """);

        var answer = await container.InvokeAsync("1");
        var failure = await container.InvokeAsync("\"fail\"");

        Assert.Equal(("one,two", "text/plain"), (answer.Body, answer.Headers["Content-Type"]));
        Assert.Equal(("Unhandled", "midway"), (failure.Error, failure.ErrorMessage));
    }

    async Task<InterfaceProcess> StartAsync(string code)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "app.js"), code, Encoding.UTF8);
        return await InterfaceProcess.StartAsync(_folder.FullName, await NodeClient.CommandAsync("app.handler"), ("AWS_LAMBDA_FUNCTION_TIMEOUT", "30"));
    }
}
