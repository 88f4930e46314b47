using System.ComponentModel;
using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;

namespace StandIns.Tests.CliWrapContract;

public class ExecutionTests
{
    static Command Shell(string script) => Cli.Wrap("sh").WithArguments(["-c", script]);

    [Fact]
    public async Task A_non_zero_exit_code_is_an_exception_that_carries_command_and_code()
    {
        var failure = await Assert.ThrowsAsync<CommandExecutionException>(async () => await Shell("exit 3").ExecuteAsync());

        Assert.Equal(3, failure.ExitCode);
        Assert.Equal("sh", failure.Command.TargetFilePath);
        Assert.Contains("exit 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_buffered_failure_shows_what_the_program_wrote_to_error()
    {
        var failure = await Assert.ThrowsAsync<CommandExecutionException>(async () => await Shell("echo broken >&2; exit 4").ExecuteBufferedAsync());

        Assert.Equal(4, failure.ExitCode);
        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
        Assert.IsType<CommandExecutionException>(failure.InnerException);
    }

    [Fact]
    public async Task Without_validation_any_exit_code_is_a_result()
    {
        var result = await Shell("exit 3").WithValidation(CommandResultValidation.None).ExecuteAsync();

        Assert.Equal(3, (int)result);
        Assert.False(result);
        Assert.Equal(result.ExitTime - result.StartTime, result.RunTime);
    }

    [Fact]
    public void A_missing_program_fails_at_once_and_is_named()
    {
        var failure = Assert.Throws<Win32Exception>(() => { _ = Cli.Wrap("no-such-program").ExecuteAsync(); });

        Assert.Contains("no-such-program", failure.Message, StringComparison.Ordinal);
        Assert.IsType<Win32Exception>(failure.InnerException);
    }

    [Fact]
    public async Task The_process_id_is_known_while_it_runs()
    {
        var running = Shell("echo $$").ExecuteBufferedAsync();

        Assert.Equal($"{running.ProcessId}\n", (await running).StandardOutput);
    }

    [Fact]
    public async Task Forceful_cancellation_kills_the_whole_tree()
    {
        using var cancellation = new CancellationTokenSource();
        var child = 0;
        var command = Shell("sh -c 'trap \"\" INT TERM; echo $$; sleep 60; sleep 60' & wait") | PipeTarget.ToDelegate(line =>
        {
            child = int.Parse(line);
            cancellation.Cancel();
        });

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await command.ExecuteAsync(cancellation.Token));

        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.True(await GoneAsync(child));
    }

    [Fact]
    public async Task Graceful_cancellation_interrupts_and_the_program_may_finish_its_work()
    {
        using var cancellation = new CancellationTokenSource();
        var lines = new List<string>();
        var command = Shell("trap 'echo cleaned up; exit 0' INT; echo ready; while :; do sleep 0.1; done") | PipeTarget.ToDelegate(line =>
        {
            lines.Add(line);
            cancellation.Cancel();
        });

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await command.ExecuteAsync(CancellationToken.None, cancellation.Token));

        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.Equal(["ready", "cleaned up"], lines);
    }

    [Fact]
    public async Task Output_held_open_by_a_detached_grandchild_does_not_survive_forceful_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var grandchild = 0;
        var command = Shell("setsid sh -c 'echo $$; exec sleep 60' & exit 0") | PipeTarget.ToDelegate(line =>
        {
            grandchild = int.Parse(line);
            cancellation.CancelAfter(300);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await command.ExecuteAsync(cancellation.Token));

        using var left = Process.GetProcessById(grandchild);
        left.Kill();
    }

    [Fact]
    public async Task Many_commands_run_at_the_same_time()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i => (await Shell($"echo {i}").ExecuteBufferedAsync()).StandardOutput));

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}\n"), results);
    }

    static async Task<bool> GoneAsync(int processId)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            // A killed orphan stays a zombie until its new parent collects it.
            var stat = $"/proc/{processId}/stat";
            if (!File.Exists(stat) || (await File.ReadAllTextAsync(stat)).Contains(") Z ", StringComparison.Ordinal))
                return true;
            await Task.Delay(50);
        }

        return false;
    }
}
