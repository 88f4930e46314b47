using System.Text;
using System.Text.RegularExpressions;

namespace Esb.Tests.RuntimeInterface;

/// <summary>Python functions, on the machine's own Python.</summary>
public sealed class PythonTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("esb-python-");

    public PythonTests()
    {
        // A copy: Python writes its compiled files beside the sources.
        var repository = InterfaceFactAttribute.Metadata("RepositoryRoot");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository, "runtime-hooks", "python"), "*", SearchOption.AllDirectories))
            Copy(file, Path.GetRelativePath(Path.Combine(repository, "runtime-hooks", "python"), file));
        Copy(Path.Combine(repository, "tools", "branding", "module", "runtime_brand.py"), "runtime_brand.py");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [PythonFact]
    public async Task The_handler_gets_event_and_context()
    {
        var answer = await InvokeAsync(
            """
            import os
            def handler(event, context):
                client = context.client_context
                return {
                    "event": event, "id": context.aws_request_id, "name": context.function_name, "version": context.function_version,
                    "memory": context.memory_limit_in_mb, "group": context.log_group_name, "stream": "[$LATEST]" in context.log_stream_name,
                    "arn": context.invoked_function_arn, "time": 0 < context.get_remaining_time_in_millis() <= 3000,
                    "client": [client.client.app_title, client.client.app_package_name, client.custom, client.env],
                    "identity": [context.identity.cognito_identity_id, context.identity.cognito_identity_pool_id],
                    "trace": os.environ["_X_AMZN_TRACE_ID"],
                }
            """,
            """{"ü":[1,null]}""",
            ("X-Amzn-RequestId", "r-1"), ("X-Amzn-Trace-Id", "Root=1-2-3"),
            ("X-Amz-Client-Context", Base64("""{"client":{"app_title":"T"},"custom":{"a":"ü"}}""")), ("X-Amz-Cognito-Identity", Base64("""{"cognitoIdentityId":"me"}""")));

        Assert.Null(answer.Error);
        Assert.Equal(
            """
            {"event": {"ü": [1, null]}, "id": "r-1", "name": "tested", "version": "$LATEST", "memory": "128", "group": "/aws/lambda/tested", "stream": true, "arn": "arn:aws:lambda:eu-central-1:123456789012:function:tested", "time": true, "client": ["T", null, {"a": "ü"}, null], "identity": ["me", null], "trace": "Root=1-2-3"}
            """.Trim(),
            answer.Body);
    }

    [PythonFact]
    public async Task Without_client_context_there_is_none_and_the_identity_is_empty()
    {
        var answer = await InvokeAsync("def handler(event, context): return [context.client_context, context.identity.cognito_identity_id]");

        Assert.Equal("[null, null]", answer.Body);
    }

    [PythonFact]
    public async Task An_error_has_type_message_request_id_and_the_function_s_own_stack()
    {
        var answer = await InvokeAsync("def handler(event, context):\n    raise ValueError('no such thing')", "1", ("X-Amzn-RequestId", "r-1"));

        Assert.Equal("Unhandled", answer.Error);
        Assert.Equal(
            $$"""{"errorMessage": "no such thing", "errorType": "ValueError", "requestId": "r-1", "stackTrace": ["  File \"{{Task}}/app.py\", line 2, in handler\n    raise ValueError('no such thing')\n"]}""",
            answer.Body);
    }

    [PythonFact]
    public async Task An_exception_whose_text_fails_is_reported_too()
    {
        var answer = await InvokeAsync("class Odd(Exception):\n    def __str__(self): raise KeyError('x')\ndef handler(event, context): raise Odd()");

        Assert.Equal(("Odd", "Odd, whose message cannot be shown: KeyError"), (answer.ErrorType, answer.ErrorMessage));
    }

    [PythonFact]
    public async Task A_result_that_is_no_JSON_is_an_error_of_its_own()
    {
        var answer = await InvokeAsync("def handler(event, context): return {1, 2}");

        Assert.Equal(("Runtime.MarshalError", "Unable to marshal response: Object of type set is not JSON serializable"), (answer.ErrorType, answer.ErrorMessage));
    }

    [PythonFact]
    public async Task Decimals_bytes_and_halves_of_characters_are_answers()
    {
        const string Code = """
            from decimal import Decimal
            def handler(event, context):
                return {"decimal": [Decimal("1.5"), Decimal("3")], "bytes": b"as it is", "half": "\ud800"}[event]
            """;
        await using var container = await StartAsync(Code);

        Assert.Equal("[1.5, 3]", (await container.InvokeAsync("\"decimal\"")).Body);
        Assert.Equal("as it is", (await container.InvokeAsync("\"bytes\"")).Body);
        Assert.Equal("\"\\ud800\"", (await container.InvokeAsync("\"half\"")).Body);
    }

    [PythonFact]
    public async Task SystemExit_ends_the_runtime_and_the_next_one_serves()
    {
        await using var container = await StartAsync("import sys\ndef handler(event, context):\n    if event: sys.exit(event)\n    return 'fine'");

        Assert.EndsWith("exit status 3", (await container.InvokeAsync("3")).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("\"fine\"", (await container.InvokeAsync("0")).Body);
    }

    [PythonFact]
    public async Task Log_records_carry_level_time_and_request_id()
    {
        await using var container = await StartAsync(
            """
            import logging
            logging.getLogger().setLevel("INFO")
            logging.basicConfig(level="DEBUG", format="ignored, since there is a handler")
            logging.warning("while importing")
            def handler(event, context):
                logging.info("hello %s", event)
                logging.debug("hidden")
                context.log("as it is\n")
                print("partly", end="")
            """);

        await container.InvokeAsync("1", ("X-Amzn-RequestId", "r-1"));

        Assert.Contains(container.Messages, line => Matches(@"^\[INFO\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tr-1\thello 1$", line));
        Assert.Contains(container.Messages, line => Matches(@"^\[WARNING\]\t[^\t]+Z\t\twhile importing$", line));
        Assert.DoesNotContain(container.Messages, line => line.Contains("hidden", StringComparison.Ordinal));
        Assert.Contains("as it is", container.Messages);
        Assert.Contains("partly", container.Messages);
    }

    [PythonFact]
    public async Task An_error_is_one_entry_in_the_log()
    {
        await using var container = await StartAsync("def handler(event, context):\n    raise ValueError('two\\nlines')");

        await container.InvokeAsync("1");

        Assert.Contains(container.Messages, line => line.StartsWith("[ERROR] ValueError: two", StringComparison.Ordinal));
        Assert.Contains(container.Messages, line => line.Contains("Traceback (most recent call last):\r", StringComparison.Ordinal) && line.Contains("raise ValueError", StringComparison.Ordinal));
    }

    [PythonFact]
    public async Task An_answer_that_is_too_large_does_not_end_the_runtime()
    {
        await using var container = await StartAsync("import os\ndef handler(event, context): return 'x' * event + str(os.getpid())");

        var before = await container.InvokeAsync("0");
        var answer = await container.InvokeAsync("7000000");

        Assert.Equal("Function.ResponseSizeTooLarge", answer.ErrorType);
        Assert.Equal(before.Body, (await container.InvokeAsync("0")).Body);
    }

    [PythonFact]
    public async Task A_handler_that_cannot_be_loaded_is_reported_in_Lambda_s_words()
    {
        (string Handler, string Code, string Type, string Message)[] cases =
        [
            ("handler", "", "Runtime.MalformedHandlerName", "Bad handler 'handler': not enough values to unpack (expected 2, got 1)"),
            ("pkg/missing.handler", "", "Runtime.ImportModuleError", "Unable to import module 'pkg/missing': No module named 'pkg'"),
            ("app.handler", "import nowhere", "Runtime.ImportModuleError", "Unable to import module 'app': No module named 'nowhere'"),
            ("app.nothing", "", "Runtime.HandlerNotFound", "Handler 'nothing' missing on module 'app'"),
            ("app.handler", "def handler(", "Runtime.UserCodeSyntaxError", "Syntax error in module 'app': '(' was never closed (app.py, line 1)"),
            ("sys.exit", "", "Runtime.BuiltInModuleConflict", "Cannot use built-in module sys as a handler module"),
            ("app.handler", "raise RuntimeError('not today')", "RuntimeError", "not today"),
        ];
        foreach (var (handler, code, type, message) in cases)
        {
            await using var container = await StartAsync(code, handler);

            var answer = await container.InvokeAsync("1");

            Assert.Equal(("Unhandled", type, message), (answer.Error, answer.ErrorType, answer.ErrorMessage));
        }
    }

    [PythonFact]
    public async Task Packages_are_separated_by_slashes_or_dots()
    {
        Directory.CreateDirectory(Path.Combine(Task, "pkg"));
        await File.WriteAllTextAsync(Path.Combine(Task, "pkg", "mod.py"), "def fn(event, context): return __name__");

        foreach (var handler in new[] { "pkg/mod.fn", "pkg.mod.fn" })
        {
            await using var container = await StartAsync("", handler);
            Assert.Equal("\"pkg.mod\"", (await container.InvokeAsync("1")).Body);
        }
    }

    string Task => Path.Combine(_root.FullName, "task");

    async Task<Answer> InvokeAsync(string code, string payload = "1", params (string, string)[] headers)
    {
        await using var container = await StartAsync(code);
        return await container.InvokeAsync(payload, headers);
    }

    async Task<InterfaceProcess> StartAsync(string code, string handler = "app.handler")
    {
        Directory.CreateDirectory(Task);
        await File.WriteAllTextAsync(Path.Combine(Task, "app.py"), code);
        return await InterfaceProcess.StartAsync(
            Task, [handler], ("AWS_EXECUTION_ENV", "AWS_Lambda_python3"), ("LAMBDA_RUNTIME_DIR", Path.Combine(_root.FullName, "runtime")),
            ("PYTHONUNBUFFERED", "1"), ("PYTHONDONTWRITEBYTECODE", "1"));
    }

    void Copy(string file, string name)
    {
        var target = Path.Combine(_root.FullName, "runtime", name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    static bool Matches(string pattern, string text) => Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10));
}
