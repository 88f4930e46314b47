using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace StandIns.Tests.CliWrapContract;

public class PipeTests
{
    const int Lines = 20_000;

    static Command Shell(string script) => Cli.Wrap("sh").WithArguments(["-c", script]);

    [Fact]
    public async Task No_line_is_lost_of_a_large_output_on_both_streams()
    {
        var output = new List<string>();
        var error = new List<string>();

        await Shell($"i=0; while [ $i -lt {Lines} ]; do echo out-line-$i; echo error-line-$i >&2; i=$((i+1)); done")
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.Add))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(error.Add))
            .ExecuteAsync();

        Assert.Equal(Enumerable.Range(0, Lines).Select(i => $"out-line-{i}"), output);
        Assert.Equal(Enumerable.Range(0, Lines).Select(i => $"error-line-{i}"), error);
    }

    [Fact]
    public async Task Large_input_and_output_at_the_same_time_do_not_deadlock()
    {
        var text = new string('x', 3_000_000);

        var result = await Cli.Wrap("cat").WithStandardInputPipe(PipeSource.FromString(text)).ExecuteBufferedAsync();

        Assert.Equal(text.Length, result.StandardOutput.Length);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_is_no_failure()
    {
        var result = await Shell("exec <&-; echo done").WithStandardInputPipe(PipeSource.FromBytes(new byte[3_000_000])).ExecuteBufferedAsync();

        Assert.Equal("done\n", result.StandardOutput);
    }

    [Fact]
    public async Task An_input_without_end_does_not_outlive_the_program()
    {
        var endless = PipeSource.Create(async (_, cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken));

        var result = await Shell("exit 0").WithStandardInputPipe(endless).ExecuteAsync();

        Assert.True(result.IsSuccess);
    }

    [Fact]
    public async Task No_input_is_an_empty_one() => Assert.Equal("0\n", (await Shell("wc -c").ExecuteBufferedAsync()).StandardOutput);

    [Fact]
    public async Task The_last_line_needs_no_line_break_and_carriage_returns_end_lines()
    {
        var lines = new List<string>();

        await Cli.Wrap("printf").WithArguments(["a\\r\\nb\\n\\nlast"])
            .WithStandardOutputPipe(PipeTarget.ToDelegate(lines.Add))
            .ExecuteAsync();

        Assert.Equal(["a", "b", "", "last"], lines);
    }

    [Fact]
    public async Task A_merged_target_gives_every_target_everything()
    {
        var text = new StringBuilder();
        var lines = new List<string>();
        using var bytes = new MemoryStream();
        var target = PipeTarget.Merge(
            PipeTarget.ToStringBuilder(text),
            PipeTarget.Null,
            PipeTarget.Merge(PipeTarget.ToDelegate(async line => { await Task.Yield(); lines.Add(line); }), PipeTarget.ToStream(bytes)));

        await (Shell($"i=0; while [ $i -lt {Lines} ]; do echo line-$i; i=$((i+1)); done") | target).ExecuteAsync();

        Assert.Equal(Lines, lines.Count);
        Assert.Equal(text.ToString(), Encoding.UTF8.GetString(bytes.ToArray()));
        Assert.Equal(text.ToString().Split('\n').SkipLast(1), lines);
    }

    [Fact]
    public async Task A_failing_target_fails_the_command()
    {
        var target = PipeTarget.Merge(
            PipeTarget.ToDelegate((Action<string>)(_ => throw new InvalidDataException("bad line"))),
            PipeTarget.ToStringBuilder(new StringBuilder()));

        var failure = await Assert.ThrowsAsync<InvalidDataException>(async () => await (Shell("echo x") | target).ExecuteAsync());

        Assert.Equal("bad line", failure.Message);
    }

    [Fact]
    public async Task Files_and_commands_can_be_piped()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "out.txt");

        await (Cli.Wrap("printf").WithArguments("b\\na\\n") | Cli.Wrap("sort") | PipeTarget.ToFile(file)).ExecuteAsync();

        Assert.Equal("a\nb\n", await File.ReadAllTextAsync(file));
        Assert.Equal("2\n", (await (PipeSource.FromFile(file) | Shell("wc -l")).ExecuteBufferedAsync()).StandardOutput);
    }

    [Fact]
    public async Task Buffering_keeps_the_pipes_that_were_set()
    {
        var lines = new List<string>();

        var (exitCode, output, error) = await Shell("echo out; echo error >&2")
            .WithStandardOutputPipe(PipeTarget.ToDelegate(lines.Add))
            .ExecuteBufferedAsync();

        Assert.Equal((0, "out\n", "error\n"), (exitCode, output, error));
        Assert.Equal(["out"], lines);
    }
}
