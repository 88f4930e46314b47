using System.Net.Sockets;
using System.Text;

namespace Esb.Tests.RuntimeInterface;

/// <summary>The caller's side.</summary>
public sealed class InvokeTests : IDisposable
{
    const int PayloadLimit = 6 * 1024 * 1024;

    readonly ScriptedRuntime _function = new();

    public void Dispose() => _function.Dispose();

    [InterfaceFact]
    public async Task The_event_reaches_the_runtime_and_its_answer_the_caller()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();

        var answering = runtime.ServeAsync("""{"got":"ü"}""");
        var answer = await container.InvokeAsync("""{"a":"ü"}""", ("X-Amzn-RequestId", "r-1"), ("X-Amzn-Trace-Id", "Root=1-2-3"));
        var next = await answering;

        Assert.Equal((200, """{"got":"ü"}"""), (answer.Status, answer.Body));
        Assert.Null(answer.Error);
        Assert.Equal("$LATEST", answer.Headers["X-Amz-Executed-Version"]);
        Assert.Equal("r-1", answer.Headers["X-Amzn-RequestId"]);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        Assert.Equal("""{"a":"ü"}""", next.Body);
        Assert.Equal("r-1", next.RequestId());
        Assert.Equal("Root=1-2-3", next.Headers["Lambda-Runtime-Trace-Id"]);
        Assert.Equal("arn:aws:lambda:eu-central-1:123456789012:function:tested", next.Headers["Lambda-Runtime-Invoked-Function-Arn"]);
        Assert.InRange(long.Parse(next.Headers["Lambda-Runtime-Deadline-Ms"]), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 60_000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 3000);
    }

    [InterfaceFact]
    public async Task Without_an_event_the_function_gets_an_empty_object()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();

        var answering = runtime.ServeAsync("1");
        await container.InvokeAsync("");

        Assert.Equal("{}", (await answering).Body);
    }

    [InterfaceTheory]
    [InlineData("{", "InvalidRequestContentException", "Could not parse request body into json")]
    [InlineData("nope", "InvalidRequestContentException", "Could not parse request body into json")]
    [InlineData("{} {}", "InvalidRequestContentException", "Could not parse request body into json")]
    public async Task What_is_no_JSON_is_refused(string payload, string type, string message)
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);

        var answer = await container.InvokeAsync(payload);

        Assert.Equal(400, answer.Status);
        Assert.Equal(type, answer.Headers["X-Amzn-ErrorType"]);
        Assert.StartsWith(message, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [InterfaceFact]
    public async Task An_event_of_6_MiB_is_accepted_and_one_byte_more_refused()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();
        var largest = $"\"{new string('x', PayloadLimit - 2)}\"";

        var answering = runtime.ServeAsync(largest);
        var accepted = await container.InvokeAsync(largest);
        var refused = await container.InvokeAsync(largest + " ");

        Assert.Equal(largest, accepted.Body);
        Assert.Equal(largest, (await answering).Body);
        Assert.Equal((413, "RequestTooLargeException"), (refused.Status, refused.Headers["X-Amzn-ErrorType"]));
        Assert.Contains("6291456", refused.Body, StringComparison.Ordinal);
    }

    [InterfaceFact]
    public async Task The_caller_s_context_reaches_the_runtime_on_one_line_of_ASCII()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();
        var context = Convert.ToBase64String("{\n \"custom\": {\"name\": \"ü\"}\n}"u8.ToArray());
        var identity = Convert.ToBase64String("""{"cognitoIdentityId":"id"}"""u8.ToArray());

        var answering = runtime.ServeAsync("1");
        await container.InvokeAsync("1", ("X-Amz-Client-Context", context), ("X-Amz-Cognito-Identity", identity));

        var next = await answering;
        Assert.Equal("""{"custom":{"name":"\u00FC"}}""", next.Headers["Lambda-Runtime-Client-Context"]);
        Assert.Equal("""{"cognitoIdentityId":"id"}""", next.Headers["Lambda-Runtime-Cognito-Identity"]);
        Assert.Equal(400, (await container.InvokeAsync("1", ("X-Amz-Client-Context", "?"))).Status);
        Assert.Equal(400, (await container.InvokeAsync("1", ("X-Amz-Client-Context", Convert.ToBase64String("[]"u8)))).Status);
    }

    [InterfaceFact]
    public async Task A_request_id_that_cannot_be_part_of_a_path_is_replaced()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();

        var answering = runtime.ServeAsync("1");
        var answer = await container.InvokeAsync("1", ("X-Amzn-RequestId", "../../etc"));

        Assert.True(Guid.TryParse(answer.Headers["X-Amzn-RequestId"], out _));
        Assert.Equal(answer.Headers["X-Amzn-RequestId"], (await answering).RequestId());
    }

    [InterfaceFact]
    public async Task A_dry_run_calls_nobody()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);

        Assert.Equal(204, (await container.InvokeAsync("1", ("X-Amz-Invocation-Type", "DryRun"))).Status);
    }

    [InterfaceFact]
    public async Task Invocations_wait_for_their_turn_in_the_order_of_their_arrival()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, [], ("AWS_LAMBDA_FUNCTION_TIMEOUT", "60"));
        using var runtime = await _function.ConnectAsync();
        var calls = new List<Task<Answer>> { container.InvokeAsync("0") };
        var running = await runtime.NextAsync();
        for (var i = 1; i < 5; i++)
        {
            calls.Add(container.InvokeAsync($"{i}"));
            await container.UntilOpenAsync(i + 1);
        }

        await runtime.PostAsync($"invocation/{running.RequestId()}/response", "0");
        var order = new List<string>();
        for (var i = 1; i < 5; i++)
            order.Add((await runtime.ServeAsync($"{i}")).Body);

        Assert.Equal(["1", "2", "3", "4"], order);
        Assert.Equal(["0", .. order], (await Task.WhenAll(calls)).Select(answer => answer.Body));
    }

    [InterfaceFact]
    public async Task A_caller_who_goes_away_holds_nothing_up()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, [], ("AWS_LAMBDA_FUNCTION_TIMEOUT", "60"));
        using var runtime = await _function.ConnectAsync();
        using var running = await SendAndHoldAsync(container, "\"running\"");
        var first = await runtime.NextAsync();
        using var waiting = await SendAndHoldAsync(container, "\"waiting\"");
        await container.UntilOpenAsync(2);

        running.Close();
        waiting.Close();
        var last = container.InvokeAsync("\"last\"");
        await container.UntilOpenAsync(3);
        await runtime.PostAsync($"invocation/{first.RequestId()}/response", "1");

        // The one who left before his turn is passed over.
        Assert.Equal("\"last\"", (await runtime.ServeAsync("2")).Body);
        Assert.Equal("2", (await last).Body);
    }

    [InterfaceFact]
    public async Task Bodies_come_in_chunks_and_after_a_100_too()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();
        using var request = InterfaceProcess.Request($"\"{new string('x', 100_000)}\"");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;

        var answering = runtime.ServeAsync("1");
        var answer = await Answer.OfAsync(await container.Client.SendAsync(request));

        Assert.Equal("1", answer.Body);
        Assert.Equal(100_002, (await answering).Body.Length);
    }

    [InterfaceTheory]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/2.0\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413)]
    [InlineData("GET /health HTTP/1.1\r\nno colon\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.0\r\n\r\n", 200)]
    [InlineData("GET /health?x=/y HTTP/1.1\r\nConnection: close\r\n\r\n", 200)]
    [InlineData("GET /2015-03-31/functions/function/invocations HTTP/1.1\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("POST /2015-03-31/functions HTTP/1.1\r\nConnection: close\r\n\r\n", 404)]
    public async Task Every_request_gets_an_answer_and_bad_ones_the_end_of_the_connection(string request, int status)
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var connection = await container.ConnectAsync();

        await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(connection.GetStream());
        var answer = await reader.ReadToEndAsync().WaitAsync(Until.Limit);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    static async Task<TcpClient> SendAndHoldAsync(InterfaceProcess container, string payload)
    {
        var connection = await container.ConnectAsync();
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /2015-03-31/functions/function/invocations HTTP/1.1\r\nContent-Length: {payload.Length}\r\n\r\n{payload}"));
        return connection;
    }
}
