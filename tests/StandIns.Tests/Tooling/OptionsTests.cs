using System.Collections.ObjectModel;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace StandIns.Tests.Tooling;

public class OptionsTests
{
    readonly SampleSettings o = new();

    [Fact]
    public void A_change_is_a_copy()
    {
        var first = o.SetText("a").AddTargets("x");
        var second = first.SetText("b").AddTargets("y");

        Assert.Equal(("a", "b"), (first.Text, second.Text));
        Assert.Equal(["x"], first.Targets);
        Assert.Equal(["x", "y"], second.Targets);
        Assert.Null(o.Text);
    }

    [Fact]
    public void A_change_through_the_type_above_gives_that_type()
    {
        SampleSettings settings = new DerivedSettings().SetText("a");

        Assert.IsType<DerivedSettings>(settings);
        var changed = settings.SetText("b");
        Assert.IsType<SampleSettings>(changed);
        Assert.Equal("b", changed.Text);
    }

    sealed class DerivedSettings : SampleSettings;

    [Fact]
    public void What_was_handed_over_can_change_without_effect()
    {
        var files = new List<string> { "a" };
        var options = o.Modify(b => b.Set(() => o.Files, files));
        files.Add("b");

        Assert.Equal(["a"], options.Files);
    }

    [Fact]
    public void Values_are_read_back_as_they_were_set()
    {
        var options = o.Modify(b =>
        {
            b.Set(() => o.Number, 3);
            b.Set(() => o.Ratio, 2);
            b.Set(() => o.Path, (AbsolutePath)"/a");
            b.Set(() => o.Color, SampleColor.Red);
            b.Set(() => o.Flag, false);
            b.Set(() => o.Numbers, new[] { 1, 2 });
            b.SetDictionary(() => o.Sets, "n", (object)"v");
            b.AddLookup(() => o.Look, "k", "1", "2");
        });

        Assert.Equal((3, 2d, false, "/a"), (options.Number, options.Ratio, options.Flag, (string)options.Path));
        Assert.Equal([1, 2], options.Numbers);
        Assert.Equal("v", options.Sets["n"]);
        Assert.Equal(["1", "2"], options.Look["k"]);
        Assert.Null(options.Files);
        Assert.Null(options.Switch);
    }

    [Fact]
    public void Collections_are_added_to_removed_from_and_cleared()
    {
        var options = o.Modify(b =>
        {
            b.AddCollection(() => o.Files, "a", "b");
            b.AddCollection(() => o.Files, (IEnumerable<string>)["c"]);
            b.RemoveCollection(() => o.Files, "b");
        });

        Assert.Equal(["a", "c"], options.Files);
        Assert.Empty(options.Modify(b => b.ClearCollection(() => o.Files)).Files);
    }

    [Fact]
    public void Dictionaries_refuse_to_add_a_key_twice()
    {
        var options = o.Modify(b => b.AddDictionary(() => o.Labels, "a", "1"));

        Assert.Throws<ArgumentException>(() => options.Modify(b => b.AddDictionary(() => o.Labels, "a", "2")));
        Assert.Equal("2", options.Modify(b => b.SetDictionary(() => o.Labels, "a", "2")).Labels["a"]);
        Assert.Empty(options.Modify(b => b.RemoveDictionary(() => o.Labels, "a")).Labels);
    }

    [Fact]
    public void Chains_apply_conditionally_and_combine()
    {
        Configure<SampleSettings> text = x => x.SetText("t");
        Configure<SampleSettings, string> target = (x, v) => x.AddTargets(v);

        Assert.Equal("t", o.Apply(text).Text);
        Assert.Equal(["v"], o.Apply(target, "v").Targets);
        Assert.Null(o.When(_ => false, text).Text);
        Assert.Equal(["a", "b"], o.CombineWith(["a", "b"], (x, v) => x.SetText(v)).Select(x => x.Text));
        Assert.Equal(
            ["a1", "a2", "b1", "b2"],
            o.CombineWith(["a", "b"], (x, v) => x.SetText(v)).CombineWith([1, 2], (x, n) => x.SetText(x.Text + n)).Select(x => x.Text));
        Assert.Equal(["t", "u"], o.CombineWith(text, x => x.SetText("u")).Select(x => x.Text));
    }

    [Fact]
    public void The_environment_starts_as_this_processs_own()
    {
        Assert.Equal(Environment.GetEnvironmentVariable("HOME"), o.ProcessEnvironmentVariables["HOME"]);
        Assert.Throws<ArgumentException>(() => o.AddProcessEnvironmentVariable("HOME", "x"));
        Assert.Equal("x", o.SetProcessEnvironmentVariable("HOME", "x").ProcessEnvironmentVariables["HOME"]);
        Assert.Equal("1", o.SetProcessEnvironmentVariable("N", 1).ProcessEnvironmentVariables["N"]);
        Assert.Single(o.SetProcessEnvironmentVariables(new Dictionary<string, string> { ["A"] = "1" }).ProcessEnvironmentVariables);
        Assert.DoesNotContain("HOME", o.RemoveProcessEnvironmentVariable("HOME").ProcessEnvironmentVariables.Keys);
        Assert.Null(o.ResetProcessEnvironmentVariables().ProcessEnvironmentVariables);
        var added = new ReadOnlyDictionary<string, string>(new Dictionary<string, string> { ["ADDED"] = "1" });
        Assert.Equal("1", o.AddProcessEnvironmentVariables(added).ProcessEnvironmentVariables["ADDED"]);
    }

    [Fact]
    public void Process_options_are_read_back()
    {
        var options = o.SetProcessToolPath("/t").SetProcessWorkingDirectory("/w").SetProcessExecutionTimeout(TimeSpan.FromSeconds(2))
            .DisableProcessOutputLogging().EnableProcessInvocationLogging().DisableProcessExitHandling();

        Assert.Equal(("/t", "/w", 2000), (options.ProcessToolPath, options.ProcessWorkingDirectory, options.ProcessExecutionTimeout));
        Assert.Equal((false, true, false), (options.ProcessOutputLogging, options.ProcessInvocationLogging, options.ProcessExitHandling));
        Assert.Null(options.ResetProcessToolPath().ProcessToolPath);
    }
}
