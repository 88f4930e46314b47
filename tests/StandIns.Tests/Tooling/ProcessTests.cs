using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace StandIns.Tests.Tooling;

public class ProcessTests
{
    static readonly AbsolutePath Spaced = "/a b";

    [Fact]
    public void An_interpolated_argument_string_quotes_values()
    {
        using var tool = new EchoTool();
        var (text, plain, number) = ("c d", "e", 5);

        Assert.Equal("--path \"/a b\" --text \"c d\" e 5 c d 'x y'", Line(tool, $"--path {Spaced} --text {text} {plain} {number} {text:nq} {"'x y'"}"));
        Assert.Equal("\"/a b\" /c", Line(tool, $"{new[] { Spaced, (AbsolutePath)"/c" }}"));
        Assert.Equal("--a b c", Line(tool, "--a b c"));
        Assert.Equal("", Line(tool, ""));
        Assert.Equal("\"c d\" x", Line(tool, $"{text} x"));
        Assert.Equal("c d", Line(tool, $"{text}"));
    }

    [Fact]
    public void A_secret_in_an_argument_string_is_redacted()
    {
        using var tool = new EchoTool();
        var secret = "s3 cret";

        using var process = ProcessTasks.StartProcess(tool.Path, $"--password {secret:r}", logInvocation: false, logOutput: false).AssertZeroExitCode();

        Assert.Equal("--password [REDACTED]", process.Arguments);
        Assert.Equal("[--password]", process.Output.First().Text);
    }

    [Fact]
    public void A_tool_delegate_runs_a_program()
    {
        using var tool = new EchoTool();

        var output = ToolResolver.GetTool(tool.Path)($"a {Spaced}", logInvocation: false, logOutput: false);

        Assert.Equal(["[a]", "[/a b]"], output.Select(x => x.Text));
        Assert.Throws<ProcessException>(() => ToolResolver.GetPathTool("false")("", logInvocation: false));
    }

    [Fact]
    public void Tasks_run_with_an_argument_string()
        => Assert.Equal("/usr", SampleTasks.Sample($"-c pwd", workingDirectory: "/usr").StdToText());

    [Fact]
    public void A_shell_command_may_have_pipes()
    {
        using var process = ProcessTasks.StartShell("echo 'a b' \"c\" | tr a-z A-Z", logInvocation: false, logOutput: false).AssertZeroExitCode();

        Assert.Equal("A B C", process.Output.StdToText());
    }

    [Fact]
    public void A_started_process_has_facts()
    {
        using var process = ProcessTasks.StartProcess("sh", "-c \"exit 2\"", workingDirectory: "/usr", logInvocation: false);

        Assert.True(process.WaitForExit());
        Assert.True(process.HasExited);
        Assert.Equal((2, "/usr"), (process.ExitCode, process.WorkingDirectory));
        Assert.EndsWith("/sh", process.FileName, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<ProcessException>(() => process.AssertZeroExitCode()).ExitCode);
    }

    [Fact]
    public void No_line_of_a_large_output_is_lost()
    {
        using var process = ProcessTasks.StartProcess("seq", "200000", logInvocation: false, logOutput: false).AssertZeroExitCode();

        Assert.Equal(Enumerable.Range(1, 200_000).Select(x => $"{x}"), process.Output.Select(x => x.Text));
    }

    static string Line(EchoTool tool, ArgumentStringHandler arguments)
    {
        using var process = ProcessTasks.StartProcess(tool.Path, arguments, logInvocation: false, logOutput: false).AssertZeroExitCode();
        return process.Arguments;
    }
}
