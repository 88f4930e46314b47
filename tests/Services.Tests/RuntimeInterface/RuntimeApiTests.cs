using System.Net.Sockets;
using System.Text;

namespace Esb.Tests.RuntimeInterface;

/// <summary>The runtime's side.</summary>
#pragma warning disable CA1001 // xunit calls DisposeAsync.
public sealed class RuntimeApiTests : IAsyncLifetime
#pragma warning restore CA1001
{
    const int ResponseLimit = 6 * 1024 * 1024 + 100;

    readonly ScriptedRuntime _function = new();
    InterfaceProcess _container = null!;
    RuntimeClient _runtime = null!;

    public async Task InitializeAsync()
    {
        if (InterfaceFactAttribute.Obstacle is not null)
            return;
        _container = await InterfaceProcess.StartAsync(_function.Folder, [], ("AWS_LAMBDA_FUNCTION_TIMEOUT", "60"));
        _runtime = await _function.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        _runtime?.Dispose();
        if (_container is not null)
            await _container.DisposeAsync();
        _function.Dispose();
    }

    [InterfaceFact]
    public async Task An_answer_is_accepted_once_and_only_for_the_invocation_that_runs()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        var wrong = await _runtime.PostAsync("invocation/other/response", "1");
        var right = await _runtime.PostAsync($"invocation/{next.RequestId()}/response", "1");
        var again = await _runtime.PostAsync($"invocation/{next.RequestId()}/response", "1");

        Assert.Equal((400, "InvalidRequestID"), (wrong.Status, wrong.ErrorType));
        Assert.Equal((202, """{"status":"OK"}"""), (right.Status, right.Body));
        Assert.Equal((400, "InvalidRequestID"), (again.Status, again.ErrorType));
        Assert.Equal("1", (await call).Body);
    }

    [InterfaceFact]
    public async Task The_next_invocation_is_not_given_before_the_last_one_is_answered()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        var tooEarly = await _runtime.NextAsync();

        Assert.Equal((403, "InvalidStateTransition"), (tooEarly.Status, tooEarly.ErrorType));
        await _runtime.PostAsync($"invocation/{next.RequestId()}/response", "2");
        Assert.Equal("2", (await call).Body);
    }

    [InterfaceFact]
    public async Task An_error_is_the_caller_s_as_the_runtime_words_it()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        const string Error = """{"errorType":"ValueError","errorMessage":"no","stackTrace":["a"]}""";
        var accepted = await _runtime.PostAsync($"invocation/{next.RequestId()}/error", Error, ("Lambda-Runtime-Function-Error-Type", "Unhandled.ValueError"));

        var answer = await call;
        Assert.Equal(202, accepted.Status);
        Assert.Equal((200, "Unhandled", Error), (answer.Status, answer.Error, answer.Body));
        Assert.Contains(_container.Messages, line => line.StartsWith("REPORT", StringComparison.Ordinal) && line.Contains("Status: error\tError Type: Unhandled.ValueError", StringComparison.Ordinal));
    }

    [InterfaceFact]
    public async Task An_error_without_an_object_still_has_type_and_message()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        await _runtime.PostAsync($"invocation/{next.RequestId()}/error", "plain words", ("Lambda-Runtime-Function-Error-Type", "My.Error"));

        var answer = await call;
        Assert.Equal(("Unhandled", "My.Error", "plain words"), (answer.Error, answer.ErrorType, answer.ErrorMessage));
    }

    [InterfaceFact]
    public async Task An_answer_that_is_too_large_is_refused_and_told_to_the_caller()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        var refused = await _runtime.PostAsync($"invocation/{next.RequestId()}/response", new string('1', ResponseLimit + 1));

        var answer = await call;
        Assert.Equal((413, "RequestEntityTooLarge"), (refused.Status, refused.ErrorType));
        Assert.Equal((200, "Unhandled", "Function.ResponseSizeTooLarge"), (answer.Status, answer.Error, answer.ErrorType));
        Assert.Equal($"Response payload size exceeded maximum allowed payload size ({ResponseLimit} bytes).", answer.ErrorMessage);
        var largest = new string('1', ResponseLimit);
        var second = _container.InvokeAsync("1");
        await _runtime.ServeAsync(largest);
        Assert.Equal(largest, (await second).Body);
    }

    [InterfaceFact]
    public async Task A_streamed_answer_keeps_its_type()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        await SendRawAsync(
            $"POST /2018-06-01/runtime/invocation/{next.RequestId()}/response HTTP/1.1\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
            + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4;x=y\r\n,two\r\n0\r\n\r\n");

        var answer = await call;
        Assert.Equal(("one,two", "text/plain"), (answer.Body, answer.Headers["Content-Type"]));
    }

    [InterfaceFact]
    public async Task A_stream_that_fails_midway_is_an_error()
    {
        var call = _container.InvokeAsync("1");
        var next = await _runtime.NextAsync();

        const string Error = """{"errorType":"Late","errorMessage":"midway"}""";
        await SendRawAsync(
            $"POST /2018-06-01/runtime/invocation/{next.RequestId()}/response HTTP/1.1\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\nLambda-Runtime-Function-Error-Type: Late\r\n"
            + $"Lambda-Runtime-Function-Error-Body: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Error))}\r\n\r\n");

        var answer = await call;
        Assert.Equal(("Unhandled", Error), (answer.Error, answer.Body));
    }

    [InterfaceFact]
    public async Task A_runtime_that_stopped_waiting_and_asks_again_misses_nothing()
    {
        using (var impatient = new CancellationTokenSource(300))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _runtime.NextAsync(impatient.Token));
        var call = _container.InvokeAsync("\"kept\"");

        Assert.Equal("\"kept\"", (await _runtime.ServeAsync("1")).Body);
        Assert.Equal("1", (await call).Body);
    }

    [InterfaceTheory]
    [InlineData("GET", "invocation/nothing", 404)]
    [InlineData("POST", "invocation/next", 405)]
    [InlineData("GET", "invocation/x/response", 405)]
    [InlineData("POST", "invocation/x/error", 400)]
    [InlineData("GET", "restore/next", 404)]
    public async Task What_the_interface_has_not_is_refused(string method, string path, int status) =>
        Assert.Equal(status, (await _runtime.SendAsync(new HttpMethod(method), path, null)).Status);

    [InterfaceFact]
    public async Task A_start_that_has_succeeded_cannot_fail_any_more()
    {
        var call = _container.InvokeAsync("1");
        await _runtime.ServeAsync("1");
        await call;

        var answer = await _runtime.PostAsync("init/error", "{}");

        Assert.Equal((403, "InvalidStateTransition"), (answer.Status, answer.ErrorType));
    }

    async Task SendRawAsync(string request)
    {
        var address = _function.Starts[^1].Split(':');
        using var connection = new TcpClient();
        await connection.ConnectAsync(address[0], int.Parse(address[1]));
        await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new byte[1024];
        var length = await connection.GetStream().ReadAsync(answer);
        Assert.StartsWith("HTTP/1.1 202 ", Encoding.Latin1.GetString(answer, 0, length), StringComparison.Ordinal);
    }
}
