using CliWrap;
using CliWrap.Buffered;
using CliWrap.Builders;

namespace StandIns.Tests.CliWrapContract;

public class ArgumentTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\"quote")]
    [InlineData("ends with backslash \\")]
    [InlineData("back\\slash \\\" mix \\\\\"")]
    [InlineData("tab\there")]
    [InlineData("$HOME `x` 'y' ; *")]
    [InlineData("ümlaut")]
    public async Task An_argument_arrives_as_it_was_given(string argument)
    {
        var result = await Cli.Wrap("printf").WithArguments(["[%s]", argument]).ExecuteBufferedAsync();

        Assert.Equal($"[{argument}]", result.StandardOutput);
    }

    [Theory]
    [InlineData("plain-value_1=x", "plain-value_1=x")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("c:\\dir\\file", "c:\\dir\\file")]
    [InlineData("c:\\my dir\\", "\"c:\\my dir\\\\\"")]
    [InlineData("x \\\"", "\"x \\\\\\\"\"")]
    public void Escape_quotes_only_what_needs_it(string argument, string expected)
        => Assert.Equal(expected, ArgumentsBuilder.Escape(argument));

    [Fact]
    public void A_builder_adds_values_lists_and_numbers()
    {
        var command = Cli.Wrap("program").WithArguments(a => a.Add("build").Add(["--file", "my file"]).Add(1.5).Add("--raw \"x\"", escape: false));

        Assert.Equal("build --file \"my file\" 1.5 --raw \"x\"", command.Arguments);
        Assert.Equal("program build --file \"my file\" 1.5 --raw \"x\"", command.ToString());
    }

    [Fact]
    public void Each_change_is_a_copy()
    {
        var first = Cli.Wrap("one").WithArguments("a");
        var second = first.WithTargetFile("two").WithArguments("b").WithWorkingDirectory("/").WithValidation(CommandResultValidation.None);

        Assert.Equal(("one", "a", CommandResultValidation.ZeroExitCode), (first.TargetFilePath, first.Arguments, first.Validation));
        Assert.Equal(("two", "b", "/"), (second.TargetFilePath, second.Arguments, second.WorkingDirPath));
        Assert.Equal(Directory.GetCurrentDirectory(), first.WorkingDirPath);
    }

    [Fact]
    public async Task Environment_variables_are_added_and_null_removes()
    {
        var result = await Cli.Wrap("sh").WithArguments(["-c", "echo \"$ADDED|${HOME-unset}\""])
            .WithEnvironmentVariables(e => e.Set("ADDED", "1").Set("ADDED", "yes").Set("HOME", null))
            .ExecuteBufferedAsync();

        Assert.Equal("yes|unset\n", result.StandardOutput);
    }

    [Fact]
    public async Task The_working_directory_is_the_programs()
    {
        var result = await Cli.Wrap("pwd").WithWorkingDirectory("/usr").ExecuteBufferedAsync();

        Assert.Equal("/usr\n", result.StandardOutput);
    }
}
