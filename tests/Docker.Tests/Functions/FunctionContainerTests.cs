using System.Text.Json.Nodes;

namespace BuildChain.DockerTests.Functions;

/// <summary>Functions in lambda-base: the runtime interface as process 1, and the image's Python.</summary>
public sealed class FunctionContainerTests
{
    [Fact]
    public async Task A_Python_function_answers_as_the_image_s_user_with_process_1_in_front()
    {
        await using var function = await FunctionContainer.PythonAsync(
            "import os, sys\ndef handler(event, context): return [event, context.function_name, os.getuid(), os.getppid(), os.getcwd(), os.environ['HOME'], os.access('/tmp', os.W_OK)]");

        var (error, answer) = await function.InvokeAsync("""{"a":"ü"}""");

        Assert.Null(error);
        Assert.Equal("""[{"a":"ü"},"tested",10001,1,"/var/task","/tmp",true]""", Plain(answer));
        Assert.Contains(await function.MessagesAsync(), message => message.StartsWith("REPORT RequestId: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Layers_are_found_behind_the_function_and_before_the_rest()
    {
        await using var function = await FunctionContainer.StartAsync(
            new Dictionary<string, string>
            {
                ["/var/task/app.py"] = "import one, two, three, json, subprocess\ndef handler(event, context): return [one.NAME, two.NAME, three.NAME, subprocess.check_output(['tool'], text=True)]",
                ["/var/task/one.py"] = "NAME = 'task'",
                ["/opt/python/one.py"] = "NAME = 'layer'",
                ["/opt/python/two.py"] = "NAME = 'layer'",
                ["/opt/python/lib/python3.11/site-packages/two.py"] = "NAME = 'site-packages'",
                // Built for another version than the image has: plain Python all the same.
                ["/opt/python/lib/python3.13/site-packages/three.py"] = "NAME = 'other version'",
                ["/opt/bin/tool"] = "#!/bin/sh\nprintf tool",
            },
            ["app.handler"]);

        Assert.Equal("""["task","site-packages","other version","tool"]""", Plain((await function.InvokeAsync()).Body));
    }

    [Fact]
    public async Task A_module_that_is_missing_is_told_in_Lambda_s_words()
    {
        await using var function = await FunctionContainer.StartAsync(
            new Dictionary<string, string> { ["/var/task/app.py"] = "import boto9" }, ["app.handler"], "--env", "AWS_EXECUTION_ENV=AWS_Lambda_python3.99");

        var (error, answer) = await function.InvokeAsync();

        Assert.Equal("Unhandled", error);
        Assert.Equal("Runtime.ImportModuleError", (string?)answer!["errorType"]);
        Assert.StartsWith("Unable to import module 'app': No module named 'boto9' (the function is for Python 3.99, this image has 3.", (string?)answer["errorMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_of_the_provided_runtime_brings_its_own_bootstrap()
    {
        const string Bootstrap = """
            #!/bin/sh
            exec python3 -c '
            import os, urllib.request as http
            base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
            while True:
                next = http.urlopen(base + "next")
                http.urlopen(base + next.headers["Lambda-Runtime-Aws-Request-Id"] + "/response", b"[\"own\"," + next.read() + b"]")
            '
            """;
        foreach (var place in new[] { "/var/task/bootstrap", "/opt/bootstrap" })
        {
            await using var function = await FunctionContainer.StartAsync(
                new Dictionary<string, string> { [place] = Bootstrap }, [], "--env", "AWS_EXECUTION_ENV=AWS_Lambda_provided.al2023");

            Assert.Equal("""["own",{"a":1}]""", Plain((await function.InvokeAsync("""{"a":1}""")).Body));
        }
    }

    [Fact]
    public async Task A_timeout_ends_the_runtime_and_the_next_invocation_has_a_new_one()
    {
        await using var function = await FunctionContainer.PythonAsync(
            "import os, time\ndef handler(event, context):\n    time.sleep(event)\n    return os.getpid()", "--env", "AWS_LAMBDA_FUNCTION_TIMEOUT=2");
        var before = await function.InvokeAsync("0");

        var (error, answer) = await function.InvokeAsync("60");
        var after = await function.InvokeAsync("0");

        Assert.Equal(("Unhandled", "Sandbox.Timedout"), (error, (string?)answer!["errorType"]));
        Assert.NotEqual(Plain(before.Body), Plain(after.Body));
    }

    [Fact]
    public async Task Process_1_leaves_no_zombies()
    {
        // A child that ends, and the child's child, which falls to process 1.
        await using var function = await FunctionContainer.PythonAsync(
            """
            import glob, os, time
            def handler(event, context):
                if os.fork() == 0:
                    if os.fork() == 0:
                        time.sleep(0.3)
                    os._exit(0)
                os.wait()
                end = time.time() + 2
                while time.time() < end and (left := states()) != ["R", "S"]:
                    time.sleep(0.05)
                return left
            def states():
                return sorted(open(stat).read().rpartition(")")[2].split()[0] for stat in glob.glob("/proc/[0-9]*/stat"))
            """,
            "--env", "AWS_LAMBDA_FUNCTION_TIMEOUT=30");

        Assert.Equal("""["R","S"]""", Plain((await function.InvokeAsync()).Body));
    }

    [Fact]
    public async Task A_stopped_container_ends_at_once_and_one_at_work_when_it_is_done()
    {
        await using var idle = await FunctionContainer.PythonAsync("def handler(event, context): return event");
        await using var busy = await FunctionContainer.PythonAsync("import time\ndef handler(event, context):\n    print('at work')\n    time.sleep(2)\n    return 'done'", "--env", "AWS_LAMBDA_FUNCTION_TIMEOUT=30");
        var call = busy.InvokeAsync();
        for (var attempt = 0; attempt < 600 && !(await busy.MessagesAsync()).Contains("at work"); attempt++)
            await Task.Delay(100);

        Assert.Equal(0, await busy.Container.StopAsync());
        Assert.Equal("done", (string?)(await call).Body);
        Assert.Equal(0, await idle.Container.StopAsync());
        Assert.Equal("stopped", (await idle.MessagesAsync())[^1]);
    }

    [Fact]
    public async Task A_root_file_system_that_nobody_can_write_to_is_enough()
    {
        // Nothing can be copied into it either: the runtime is in its command.
        await using var function = await FunctionContainer.StartAsync(
            new Dictionary<string, string>(), ["/usr/bin/python3", "-c", ReadOnlyRuntime], "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges");

        Assert.Equal("\"fine\"", Plain((await function.InvokeAsync()).Body));
    }

    const string ReadOnlyRuntime = """
        import os, urllib.request as http
        base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
        while True:
            next = http.urlopen(base + "next")
            http.urlopen(base + next.headers["Lambda-Runtime-Aws-Request-Id"] + "/response", b'"fine"')
        """;

    static string Plain(JsonNode? node) =>
        node!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
