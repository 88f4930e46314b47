using BuildChain.Processes;

namespace BuildChain.Tests;

public class ProcessRunnerTests
{
    [Fact]
    public async Task A_failure_shows_command_directory_code_and_the_last_lines()
    {
        var request = new ProcessRequest("sh", "-c", "echo out; echo broken >&2; exit 3") { WorkingDirectory = Path.GetTempPath(), Remedy = "mend it" };

        var failure = await Assert.ThrowsAsync<ProcessFailedException>(() => ProcessRunner.RunAsync(request));

        Assert.Equal(3, failure.ExitCode);
        Assert.Contains("'sh' ended with exit code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetTempPath(), failure.Message, StringComparison.Ordinal);
        Assert.Contains("| broken", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("→ mend it", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_redacted_in_output_lines_and_command()
    {
        var lines = new List<string>();
        var request = new ProcessRequest("sh", "-c", "echo token=s3cret") { Secrets = ["s3cret"], OnLine = line => lines.Add(line.Text) };

        var result = await ProcessRunner.RunAsync(request);

        Assert.Equal("token=[REDACTED]", result.Output);
        Assert.Equal(["token=[REDACTED]"], lines);
        Assert.DoesNotContain("s3cret", request.CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var failure = await Assert.ThrowsAsync<ProcessFailedException>(() => ProcessRunner.RunAsync(new ProcessRequest("no-such-program")));

        Assert.StartsWith("Could not start 'no-such-program'", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.ExitCode);
    }

    [Fact]
    public async Task Cancellation_interrupts_the_program()
    {
        using var cancellation = new CancellationTokenSource();
        var request = new ProcessRequest("sh", "-c", "trap 'exit 0' INT; echo ready; sleep 30 & wait")
        {
            OnLine = _ => cancellation.Cancel(),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProcessRunner.RunAsync(request, cancellation.Token));
    }

    [Fact]
    public async Task The_environment_is_added_to_this_processes_own_and_null_removes()
    {
        var request = new ProcessRequest("sh", "-c", "echo \"$ADDED|${HOME-unset}\"")
        {
            Environment = new Dictionary<string, string?> { ["ADDED"] = "yes", ["HOME"] = null },
        };

        Assert.Equal("yes|unset", (await ProcessRunner.RunAsync(request)).Output);
    }
}
