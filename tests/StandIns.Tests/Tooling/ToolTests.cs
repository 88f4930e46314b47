using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace StandIns.Tests.Tooling;

public class ToolTests
{
    static SampleSettings Options(EchoTool tool) => new SampleSettings().SetProcessToolPath(tool.Path).DisableProcessInvocationLogging();

    [Fact]
    public void A_path_tool_is_found_on_path() => Assert.Matches("^(/usr)?/bin/sh$", SampleTasks.ToolPath);

    [Fact]
    public void A_missing_tool_is_named()
        => Assert.StartsWith(
            "Could not find 'no-such-tool'",
            Assert.Throws<ArgumentException>(() => ToolPathResolver.GetPathExecutable("no-such-tool")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Both_streams_are_collected_in_lines_and_logged()
    {
        using var tool = new EchoTool("echo out; echo; echo error >&2");
        var logged = new List<string>();

        var output = SampleTasks.Sample(Options(tool).SetProcessLogger((type, text) =>
        {
            lock (logged)
                logged.Add($"{type}:{text}");
        }));

        Assert.Equal(["out", ""], output.Where(x => x.Type == OutputType.Std).Select(x => x.Text));
        Assert.Equal(["error"], output.Where(x => x.Type == OutputType.Err).Select(x => x.Text));
        Assert.Equal(["Err:error", "Std:", "Std:out"], logged.Order(StringComparer.Ordinal));
        Assert.Equal($"out{Environment.NewLine}", output.StdToText());
        Assert.Throws<ArgumentException>(() => output.EnsureOnlyStd());
    }

    [Fact]
    public void A_failure_shows_code_command_directory_and_error_output()
    {
        using var tool = new EchoTool("echo 1; echo broken >&2; echo twice >&2; exit 3");

        var failure = Assert.Throws<ProcessException>(() => SampleTasks.Sample(Options(tool).SetProcessWorkingDirectory("/usr").DisableProcessOutputLogging()));

        Assert.Equal(3, failure.ExitCode);
        Assert.Equal(
            $"""
            Process 'tool' exited with code 3.
               > {tool.Path} sample run
               @ /usr
            Error output:
               broken
               twice

            """,
            failure.Message);
    }

    [Fact]
    public void Exit_handling_can_be_disabled_or_replaced()
    {
        using var tool = new EchoTool("exit 3");
        var code = 0;

        SampleTasks.Sample(Options(tool).DisableProcessExitHandling());
        SampleTasks.Sample(Options(tool).SetProcessExitHandler(process => { code = process.ExitCode; }));
        Assert.Equal(3, code);
        SampleTasks.Sample(Options(tool).SetText("t").SetProcessExitHandler((options, process) => { code = options.Text.Length + process.ExitCode; }));
        Assert.Equal(4, code);
        Assert.Throws<ProcessException>(() => SampleTasks.Sample(Options(tool).DisableProcessExitHandling().EnableProcessExitHandling()));
    }

    [Fact]
    public void Secrets_are_redacted_in_the_command_and_in_the_output()
    {
        using var tool = new EchoTool("echo \"$@\"; echo s3cret hidden >&2; exit 1");
        var line = string.Empty;

        var options = Options(tool).SetPassword("s3cret").AddProcessRedactedSecrets("hidden").SetProcessLogger((_, _) => { });
        var output = SampleTasks.Sample(options.SetProcessExitHandler(process => { line = process.Arguments; }));
        var failure = Assert.Throws<ProcessException>(() => SampleTasks.Sample(options));

        Assert.Equal("sample run --password [REDACTED]", line);
        Assert.Equal("sample run --password [REDACTED]", output.StdToText());
        Assert.DoesNotContain("s3cret", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[REDACTED] [REDACTED]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_of_the_options_is_all_that_the_process_sees()
    {
        using var tool = new EchoTool("echo \"$A|${HOME-unset}\"");
        var options = Options(tool).DisableProcessOutputLogging();

        Assert.Equal($"1|{Environment.GetEnvironmentVariable("HOME")}", SampleTasks.Sample(options.SetProcessEnvironmentVariable("A", "1")).StdToText());
        Assert.Equal("1|unset", SampleTasks.Sample(options.SetProcessEnvironmentVariables(new Dictionary<string, string> { ["A"] = "1" })).StdToText());
    }

    [Fact]
    public void A_result_is_parsed_from_the_output()
    {
        using var number = new EchoTool("echo 42");
        using var text = new EchoTool("echo forty-two");

        Assert.Equal(42, SampleTasks.SampleNumber(_ => Options(number).DisableProcessOutputLogging()).Result);
        var failure = Assert.Throws<Exception>(() => SampleTasks.SampleNumber(_ => Options(text).DisableProcessOutputLogging()));
        Assert.Equal($"Cannot parse Int32 from output:{Environment.NewLine}forty-two", failure.Message);
    }

    [Fact]
    public void A_process_that_exceeds_its_time_is_killed()
    {
        using var tool = new EchoTool("exec sleep 60");

        Assert.Throws<ArgumentException>(() => SampleTasks.Sample(Options(tool).SetProcessExecutionTimeout(300)));
    }

    [Fact]
    public void A_missing_program_or_directory_is_named()
    {
        using var tool = new EchoTool();

        var program = Assert.Throws<ArgumentException>(() => SampleTasks.Sample(Options(tool).SetProcessToolPath("/no/such")));
        Assert.StartsWith("Expected file to exist: /no/such", program.Message, StringComparison.Ordinal);
        var directory = Assert.Throws<ArgumentException>(() => SampleTasks.Sample(Options(tool).SetProcessWorkingDirectory("/no/such")));
        Assert.StartsWith("Expected directory to exist: /no/such", directory.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_combination_runs_once_for_each(int degreeOfParallelism)
    {
        using var tool = new EchoTool("echo $4");

        var runs = SampleTasks.Sample(
            x => Options(tool).SetProcessLogger((_, _) => { }).CombineWith(["a", "b", "c"], (o, v) => o.SetText(v)),
            degreeOfParallelism);

        Assert.Equal(["a:a", "b:b", "c:c"], runs.Select(x => $"{x.Settings.Text}:{x.Output.StdToText()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_combination_logs_each_runs_lines_together_and_completes_if_asked_to()
    {
        using var tool = new EchoTool("echo $4 1; sleep 0.2; echo $4 2; test $4 != b");
        var logged = new List<string>();

        var failure = Assert.Throws<AggregateException>(() => SampleTasks.Sample(
            _ => Options(tool).SetProcessLogger((_, text) => logged.Add(text)).CombineWith(["a", "b", "c"], (o, v) => o.SetText(v)),
            degreeOfParallelism: 3,
            completeOnFailure: true));

        Assert.IsType<ProcessException>(Assert.Single(failure.InnerExceptions));
        Assert.Equal(["a", "b", "c"], logged.Chunk(2).Select(x => { Assert.Equal(x[0][0], x[1][0]); return x[0][..1]; }).Order(StringComparer.Ordinal));
    }
}
