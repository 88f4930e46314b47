using System.Linq.Expressions;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace StandIns.Tests.Tooling;

public class ArgumentTests
{
    static readonly SampleSettings o = new();

    static string Line(Action<IOptions> change) => EchoTool.Run(SampleTasks.Sample, o.Modify(change)).Line;

    [Fact]
    public void Without_options_there_is_only_the_command() => Assert.Equal("sample run", Line(_ => { }));

    [Fact]
    public void Arguments_come_in_the_order_they_were_set_and_keep_their_place()
        => Assert.Equal("sample run --number 1 --text b --flag", Line(b =>
        {
            b.Set(() => o.Number, 1);
            b.Set(() => o.Text, "a");
            b.Set(() => o.Flag, true);
            b.Set(() => o.Text, "b");
        }));

    [Fact]
    public void A_removed_argument_loses_its_place()
        => Assert.Equal("sample run --flag --text b", Line(b =>
        {
            b.Set(() => o.Text, "a");
            b.Set(() => o.Flag, true);
            b.Remove(() => o.Text);
            b.Set(() => o.Text, "b");
        }));

    [Fact]
    public void Null_removes() => Assert.Equal("sample run", Line(b =>
    {
        b.Set(() => o.Text, "a");
        b.Set(() => o.Text, null);
    }));

    [Fact]
    public void Positive_positions_come_first_and_negative_ones_last()
        => Assert.Equal("sample run 1 2 --text t --before-last x target", Line(b =>
        {
            b.AddCollection(() => o.Targets, "target");
            b.Set(() => o.BeforeLast, "x");
            b.Set(() => o.Text, "t");
            b.Set(() => o.Second, "2");
            b.Set(() => o.First, "1");
        }));

    [Theory]
    [InlineData("a b", "--text \"a b\"")]
    [InlineData("a\tb", "--text a\tb")]
    [InlineData("say \"hi\" now", "--text \"say \\\"hi\\\" now\"")]
    [InlineData("a\"b", "--text a\"b")]
    [InlineData("\"quoted already\"", "--text \"quoted already\"")]
    public void A_value_with_a_space_is_quoted(string value, string expected)
        => Assert.Equal($"sample run {expected}", Line(b => b.Set(() => o.Text, value)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_blank_value_leaves_the_argument_out(string value) => Assert.Equal("sample run", Line(b => b.Set(() => o.Text, value)));

    [Fact]
    public void The_program_sees_each_word_of_the_format_as_an_argument()
        => Assert.Equal(
            ["[sample]", "[run]", "[--text]", "[a b]", "[--joined=c d]"],
            EchoTool.Run(SampleTasks.Sample, o.Modify(b =>
            {
                b.Set(() => o.Text, "a b");
                b.Set(() => o.Joined, "c d");
            })).Arguments);

    [Fact]
    public void Booleans_are_flags_or_lower_case_values()
    {
        Assert.Equal("sample run --flag --switch true", Line(b => { b.Set(() => o.Flag, true); b.Set(() => o.Switch, true); }));
        Assert.Equal("sample run --switch false", Line(b => { b.Set(() => o.Flag, false); b.Set(() => o.Switch, false); }));
        Assert.Equal("sample run --plain false", Line(b => b.Set(() => o.Plain, false)));
    }

    [Fact]
    public void Numbers_paths_and_enumerations()
        => Assert.Equal("sample run --number 42 --ratio 1.5 --path \"/a b\" --color red-ish", Line(b =>
        {
            b.Set(() => o.Number, 42);
            b.Set(() => o.Ratio, 1.5);
            b.Set(() => o.Path, (AbsolutePath)"/a b");
            b.Set(() => o.Color, SampleColor.Red);
        }));

    [Fact]
    public void Lists_repeat_or_join()
    {
        Assert.Equal("sample run --file a --file \"b c\"", Line(b => b.Set(() => o.Files, new[] { "a", "b c", "" })));
        Assert.Equal("sample run --numbers 1,2", Line(b => b.AddCollection(() => o.Numbers, 1, 2)));
        Assert.Equal("sample run --many \"a;b\"", Line(b => b.AddCollection(() => o.Many, "a", "b")));
        Assert.Equal("sample run -- a \"b c\"", Line(b => b.AddCollection(() => o.Rest, "a", "b c")));
        Assert.Equal("sample run", Line(b => b.Set(() => o.Files, Array.Empty<string>())));
        Assert.Equal("sample run --numbers ", Line(b => b.Set(() => o.Numbers, Array.Empty<int>())));
    }

    [Fact]
    public void Dictionaries_repeat_or_join()
    {
        Assert.Equal("sample run --label a=1 --label b=\"2 3\"", Line(b =>
        {
            b.SetDictionary(() => o.Labels, "a", "1");
            b.SetDictionary(() => o.Labels, "b", "2 3");
            b.SetDictionary(() => o.Labels, "c", "");
        }));
        Assert.Equal("sample run --set a=1,b=true,c=x", Line(b =>
        {
            b.AddDictionary(() => o.Sets, "a", (object)1);
            b.AddDictionary(() => o.Sets, "b", (object)true);
            b.AddDictionary(() => o.Sets, "c", (object)"x");
        }));
        Assert.Equal("sample run --env a=1 b=2", Line(b => b.AddDictionary(() => o.Env, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" })));
    }

    [Fact]
    public void Lookups_repeat_or_join()
    {
        Assert.Equal("sample run --look a=1 --look a=2 --look b=3", Line(b => Fill(b, () => o.Look)));
        Assert.Equal("sample run --looks a=1+2 --looks b=3", Line(b => Fill(b, () => o.Looks)));
        Assert.Equal("sample run --all a:1+2;b:3", Line(b => Fill(b, () => o.All)));

        static void Fill(IOptions b, Expression<Func<ILookup<string, string>>> property)
        {
            b.AddLookup(property, "a", "1", "2");
            b.AddLookup(property, "b", "x");
            b.SetLookup(property, "b", "3");
        }
    }

    [Fact]
    public void A_formatter_method_writes_the_value() => Assert.Equal("sample run --upper A:Uppercase", Line(b => b.Set(() => o.Uppercase, "a")));

    [Fact]
    public void Only_properties_with_an_argument_are_written() => Assert.Equal("sample run", Line(b => b.Set(() => o.Silent, "x")));

    [Fact]
    public void Additional_arguments_are_last_and_as_they_are()
    {
        var options = o.SetProcessAdditionalArguments("--x", "a b").AddTargets("target").AddProcessAdditionalArguments("--y").SetText("t");

        Assert.Equal("sample run --text t target --x a b --y", EchoTool.Run(SampleTasks.Sample, options).Line);
    }
}
