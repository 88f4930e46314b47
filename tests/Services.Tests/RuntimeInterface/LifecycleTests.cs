using System.Globalization;

namespace Esb.Tests.RuntimeInterface;

/// <summary>Runtimes that die, hang, or never start; and the end of the container.</summary>
public sealed class LifecycleTests : IDisposable
{
    readonly ScriptedRuntime _function = new();

    public void Dispose() => _function.Dispose();

    [InterfaceTheory]
    [InlineData("exit 1", "Runtime exited with error: exit status 1")]
    [InlineData("exit 0", "Runtime exited without providing a reason")]
    [InlineData("kill -9 $$", "Runtime exited with error: signal: killed")]
    [InlineData("kill -11 $$", "Runtime exited with error: signal: segmentation fault")]
    public async Task A_runtime_that_ends_in_an_invocation_is_reported_and_replaced(string line, string error)
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var first = await _function.ConnectAsync();
        var call = container.InvokeAsync("1", ("X-Amzn-RequestId", "r-1"));
        await first.NextAsync();

        await _function.TellAsync(line);

        var answer = await call;
        Assert.Equal((200, "Unhandled", "Runtime.ExitError"), (answer.Status, answer.Error, answer.ErrorType));
        Assert.Equal($"RequestId: r-1 Error: {error}", answer.ErrorMessage);
        using var second = await _function.ConnectAsync(2);
        var next = container.InvokeAsync("2");
        await second.ServeAsync("2");
        Assert.Equal("2", (await next).Body);
    }

    [InterfaceFact]
    public async Task A_runtime_that_ends_between_invocations_is_replaced_before_the_next()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var first = await _function.ConnectAsync();
        await ServeOneAsync(container, first);

        await _function.TellAsync("exit 1");

        using var second = await _function.ConnectAsync(2);
        await ServeOneAsync(container, second);
    }

    [InterfaceFact]
    public async Task A_runtime_that_ends_at_its_start_is_reported_and_tried_again_with_the_next_invocation()
    {
        _function.Prologue = "[ -f fixed ] || exit 7";
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        await container.UntilLoggedAsync("INIT_REPORT");

        var answer = await container.InvokeAsync("1", ("X-Amzn-RequestId", "r-1"));
        await File.WriteAllTextAsync(Path.Combine(_function.Folder, "fixed"), "");

        Assert.Equal(("Runtime.ExitError", "RequestId: r-1 Error: Runtime exited with error: exit status 7"), (answer.ErrorType, answer.ErrorMessage));
        Assert.Contains(container.Messages, line => line.Contains("Phase: init\tStatus: error\tError Type: Runtime.ExitError", StringComparison.Ordinal));
        var call = container.InvokeAsync("2");
        using var runtime = await _function.ConnectAsync();
        await runtime.ServeAsync("2");
        Assert.Equal("2", (await call).Body);
    }

    [InterfaceFact]
    public async Task What_the_runtime_says_of_its_failed_start_is_the_answer()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();
        var call = container.InvokeAsync("1");
        await container.UntilOpenAsync(1);

        const string Error = """{"errorType":"Runtime.ImportModuleError","errorMessage":"No module named 'x'"}""";
        Assert.Equal(202, (await runtime.PostAsync("init/error", Error, ("Lambda-Runtime-Function-Error-Type", "Runtime.ImportModuleError"))).Status);

        var answer = await call;
        Assert.Equal((200, "Unhandled", Error), (answer.Status, answer.Error, answer.Body));
    }

    [InterfaceFact]
    public async Task After_the_timeout_the_runtime_and_all_that_it_started_are_killed()
    {
        _function.Prologue = "(setsid sh -c 'echo $$ >> escaped; exec sleep 1000' &) ; sleep 1000 & echo $! >> children";
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, [], ("AWS_LAMBDA_FUNCTION_TIMEOUT", "3"));
        using var first = await _function.ConnectAsync();
        var call = container.InvokeAsync("1", ("X-Amzn-RequestId", "r-1"));
        await first.NextAsync();
        await Until.TrueAsync(() => _function.Read("escaped").Count == 1, "a process that left the group");
        string[] started = [_function.Read("escaped")[0], _function.Read("children")[0]];
        Assert.All(started, id => Assert.True(Runs(id)));

        var answer = await call;

        Assert.Equal((200, "Unhandled", "Sandbox.Timedout"), (answer.Status, answer.Error, answer.ErrorType));
        Assert.Equal("RequestId: r-1 Error: Task timed out after 3.00 seconds", answer.ErrorMessage);
        Assert.Contains(container.Messages, line => line.EndsWith("r-1 Task timed out after 3.00 seconds", StringComparison.Ordinal));
        using var second = await _function.ConnectAsync(2);
        Assert.All(started, id => Assert.False(Runs(id), id));
        await ServeOneAsync(container, second);
    }

    [InterfaceFact]
    public async Task A_runtime_that_does_not_come_back_after_its_answer_is_replaced()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, [], ("AWS_LAMBDA_FUNCTION_TIMEOUT", "3"));
        using var first = await _function.ConnectAsync();
        await ServeOneAsync(container, first);

        var call = container.InvokeAsync("2");

        using var second = await _function.ConnectAsync(2);
        await second.ServeAsync("2");
        Assert.Equal("2", (await call).Body);
    }

    [InterfaceFact]
    public async Task A_start_that_takes_too_long_is_given_the_time_of_the_invocation()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, [], ("ESB_INIT_TIMEOUT", "1"), ("AWS_LAMBDA_FUNCTION_TIMEOUT", "2"));
        await container.UntilLoggedAsync("Phase: init\tStatus: timeout");

        var answer = await container.InvokeAsync("1");

        Assert.Equal(2, _function.Starts.Count);
        Assert.Equal("Sandbox.Timedout", answer.ErrorType);
    }

    [InterfaceFact]
    public async Task A_function_without_bootstrap_says_where_it_was_looked_for()
    {
        var empty = Directory.CreateTempSubdirectory("esb-function-");
        await using var container = await InterfaceProcess.StartAsync(empty.FullName, []);

        var answer = await container.InvokeAsync("1", ("X-Amzn-RequestId", "r-1"));
        empty.Delete();

        Assert.Equal("Runtime.InvalidEntrypoint", answer.ErrorType);
        Assert.Equal($"RequestId: r-1 Error: Couldn't find valid bootstrap(s): [{empty.FullName}/bootstrap /opt/bootstrap]", answer.ErrorMessage);
    }

    [InterfaceTheory]
    [InlineData("not a program", "exec format error")]
    [InlineData("#!/no/such/interpreter", "no such file or directory")]
    public async Task A_bootstrap_that_cannot_be_run_says_why(string content, string reason)
    {
        await File.WriteAllTextAsync(Path.Combine(_function.Folder, "bootstrap"), content);
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);

        var answer = await container.InvokeAsync("1");

        Assert.Equal("Runtime.InvalidEntrypoint", answer.ErrorType);
        Assert.EndsWith($"fork/exec {_function.Folder}/bootstrap: {reason}", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [InterfaceFact]
    public async Task An_image_s_own_command_is_the_runtime_and_its_last_word_the_handler()
    {
        _function.Prologue = "echo \"$_HANDLER\" >> handler";
        await using var container = await InterfaceProcess.StartAsync(
            _function.Folder, ["/bin/sh", Path.Combine(_function.Folder, "bootstrap"), "app.handler"], ("LAMBDA_RUNTIME_DIR", "/nowhere"));

        using var runtime = await _function.ConnectAsync();

        await ServeOneAsync(container, runtime);
        Assert.Equal(["app.handler"], _function.Read("handler"));
    }

    [InterfaceFact]
    public async Task Asked_to_stop_it_lets_the_invocation_finish_and_refuses_those_that_wait()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();
        var running = container.InvokeAsync("1");
        var next = await runtime.NextAsync();
        var waiting = container.InvokeAsync("2");
        await container.UntilOpenAsync(2);

        container.Terminate();

        Assert.Equal((503, "ServiceException"), ((await waiting).Status, (await waiting).Headers["X-Amzn-ErrorType"]));
        await runtime.PostAsync($"invocation/{next.RequestId()}/response", "1");
        Assert.Equal("1", (await running).Body);
        Assert.Equal(0, await container.EndAsync());
    }

    [InterfaceFact]
    public async Task Asked_to_stop_it_waits_no_longer_than_its_limit()
    {
        _function.Prologue = "echo $$ >> process; trap 'echo asked >> signals' TERM";
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, [], ("AWS_LAMBDA_FUNCTION_TIMEOUT", "600"), ("ESB_STOP_TIMEOUT", "1"));
        using var runtime = await _function.ConnectAsync();
        var call = container.InvokeAsync("1", ("X-Amzn-RequestId", "r-1"));
        await runtime.NextAsync();

        container.Terminate();

        var answer = await call;
        Assert.Equal(("Sandbox.Failure", "RequestId: r-1 Error: The container was stopped before the function had finished"), (answer.ErrorType, answer.ErrorMessage));
        Assert.Equal(0, await container.EndAsync());
        Assert.False(Runs(_function.Read("process")[0]));
        Assert.Contains(container.Messages, line => line == "stopped");
    }

    [InterfaceFact]
    public async Task Nothing_stays_a_zombie()
    {
        await using var container = await InterfaceProcess.StartAsync(_function.Folder, []);
        using var runtime = await _function.ConnectAsync();

        // Orphans: their parents are gone at once, and they end soon after.
        await _function.TellAsync("for i in 1 2 3 4 5; do (sleep 0.2 & echo $! >> orphans); done");
        await Until.TrueAsync(() => _function.Read("orphans").Count == 5, "orphans");

        await Until.TrueAsync(() => _function.Read("orphans").All(id => !Directory.Exists("/proc/" + id)), "the end of every orphan");
    }

    [InterfaceFact]
    public async Task Unusable_settings_end_it_and_are_named()
    {
        var (exitCode, messages) = await InterfaceProcess.RunAsync(
            ("AWS_LAMBDA_FUNCTION_TIMEOUT", "901"), ("ESB_INVOKE_PORT", "http"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "0"));

        Assert.Equal(78, exitCode);
        Assert.Equal(
            [
                "AWS_LAMBDA_FUNCTION_TIMEOUT is \"901\": it must be a number of seconds from 1 to 900",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE is \"0\": it must be a number of MiB from 1 to 1048576",
                "ESB_INVOKE_PORT is \"http\": it must be a TCP port from 0 to 65535",
            ],
            messages);
    }

    static async Task ServeOneAsync(InterfaceProcess container, RuntimeClient runtime)
    {
        var call = container.InvokeAsync("1");
        await runtime.ServeAsync("\"served\"");
        Assert.Equal("\"served\"", (await call).Body);
    }

    /// <summary>Whether the process is there and no zombie.</summary>
    static bool Runs(string id)
    {
        var status = $"/proc/{int.Parse(id, CultureInfo.InvariantCulture)}/stat";
        return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }
}
