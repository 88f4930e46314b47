using System.Text;
using System.Text.Json;

namespace Esb.Tests.RuntimeInterface;

/// <summary>What the container writes.</summary>
public sealed class LogTests : IDisposable
{
    readonly ScriptedRuntime _function = new();

    public void Dispose() => _function.Dispose();

    [InterfaceFact]
    public async Task The_function_s_output_is_framed_by_Lambda_s_lines_and_carries_the_request_id()
    {
        _function.Prologue = "echo starting";
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();
        await container.UntilLoggedAsync("starting");
        await InvokeAsync(container, runtime, "r-1", "echo to the output; echo to the error output >&2; printf 'no line end'");

        var lines = container.Lines;
        var start = Single(lines, "START RequestId: r-1 Version: $LATEST");
        var output = Single(lines, "to the output");
        var error = Single(lines, "to the error output");
        Assert.Equal(("platform", "r-1"), (Text(start, "category"), Text(start, "requestId")));
        Assert.Equal(("function", "r-1", "stdout"), (Text(output, "category"), Text(output, "requestId"), Text(output, "stream")));
        Assert.Equal("stderr", Text(error, "stream"));
        Assert.Null(Text(Single(lines, "starting"), "requestId"));
        Assert.Equal("r-1", Text(Single(lines, "no line end"), "requestId"));
        Assert.Equal("r-1", Text(Single(lines, "END RequestId: r-1"), "requestId"));
        Assert.All(lines, line => Assert.Equal(("runtime-interface", "tested"), (Text(line, "service"), Text(line, "function"))));
        var report = container.Messages.Single(message => message.StartsWith("REPORT", StringComparison.Ordinal));
        Assert.Matches(
            """^REPORT RequestId: r-1\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t$""",
            report);
    }

    [InterfaceFact]
    public async Task The_end_of_the_log_comes_with_the_answer_when_asked_for()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();

        var answer = await InvokeAsync(container, runtime, "r-1", "echo 'größer'", ("X-Amz-Log-Type", "Tail"));
        var long_ = await InvokeAsync(container, runtime, "r-2", "i=0; while [ $i -lt 2000 ]; do echo \"line $i\"; i=$((i+1)); done", ("X-Amz-Log-Type", "Tail"));
        var without = await InvokeAsync(container, runtime, "r-3", "echo x");

        var tail = Tail(answer).Split('\n');
        Assert.Equal(["START RequestId: r-1 Version: $LATEST", "größer", "END RequestId: r-1"], tail[..3]);
        Assert.StartsWith("REPORT RequestId: r-1", tail[3], StringComparison.Ordinal);
        Assert.Equal(4096, Encoding.UTF8.GetByteCount(Tail(long_)));
        Assert.Contains("line 1999\nEND RequestId: r-2\nREPORT", Tail(long_), StringComparison.Ordinal);
        Assert.DoesNotContain("X-Amz-Log-Result", without.Headers.Keys);
    }

    [InterfaceFact]
    public async Task Output_that_is_no_text_and_lines_without_end_are_logged_all_the_same()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();

        await InvokeAsync(container, runtime, "r-1", "printf '\\377\\376\\n'; printf '{\"a\":\"b\"}\\n'; printf 'dos\\r\\n'; head -c 600000 /dev/zero | tr '\\0' x");

        Single(container.Lines, "\uFFFD\uFFFD");
        Single(container.Lines, """{"a":"b"}""");
        Single(container.Lines, "dos");
        Assert.Equal(600_000, container.Messages.Where(message => message.StartsWith("xxx", StringComparison.Ordinal)).Sum(message => message.Length));
    }

    /// <summary>An invocation in which the function's process runs a line of shell.</summary>
    async Task<Answer> InvokeAsync(InterfaceProcess container, RuntimeClient runtime, string id, string line, params (string, string)[] headers)
    {
        var call = container.InvokeAsync("1", [("X-Amzn-RequestId", id), .. headers]);
        var next = await runtime.NextAsync();
        await _function.TellAsync($"{line}; echo {id} >> done");
        await Until.TrueAsync(() => _function.Read("done").Contains(id), "the line's end");
        await runtime.PostAsync($"invocation/{next.RequestId()}/response", "1");
        return await call;
    }

    static string Tail(Answer answer) => Encoding.UTF8.GetString(Convert.FromBase64String(answer.Headers["X-Amz-Log-Result"]));

    static JsonElement Single(IEnumerable<JsonElement> lines, string message) => Assert.Single(lines, line => Text(line, "message") == message);

    static string? Text(JsonElement line, string key) => line.TryGetProperty(key, out var value) ? value.GetString() : null;
}
