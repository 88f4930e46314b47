using BuildChain.Compose;
using BuildChain.Engine;

namespace BuildChain.Tests.Compose;

/// <summary>What a start would do to a stack that is there, and to other stacks.</summary>
public sealed class StackChangeTests : IDisposable
{
    static readonly EngineConnection Engine = StackPlanTests.Engine;

    readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Functions_are_read_with_the_template_they_were_written_from()
    {
        var functions = StackFunctions.Read(Text("app/my: template.yaml", ("a", "x"), ("b", "y")), "functions.yml");

        Assert.Equal("app/my: template.yaml", functions.Template);
        Assert.Equal(["a", "b"], functions.ByName.Keys);
        Assert.Equal(["esb-a", "esb-b"], functions.Images);
        Assert.Equal("", StackFunctions.Read("version: 1\nfunctions: {}\n", "functions.yml").Template);
        Assert.Empty(StackFunctions.In(_directory.At("nowhere")).Images);
    }

    [Fact]
    public void Another_template_and_mode_are_told_with_what_keeps_the_stack()
    {
        var change = new StackChange(Running("esb-test", "containerd", "hello.yaml", ("hello", "x")), Settings, Functions("fixtures.yaml", ("a", "x"), ("b", "x")));

        Assert.Equal(
            "esb-test is there already, and becomes another: mode containerd → docker; template hello.yaml → fixtures.yaml; functions: 1 → 2. "
            + "To keep it as it is, give it --mode containerd --template hello.yaml; to have both, give this one another --env and --tag",
            change.Replacement);
        Assert.Equal("functions new: a, b; functions removed: hello", change.FunctionChanges);
    }

    [Fact]
    public void The_same_template_is_no_replacement_and_what_it_changes_is_told()
    {
        var change = new StackChange(Running("esb-test", "docker", "t.yaml", ("a", "x"), ("b", "x")), Settings, Functions("t.yaml", ("a", "x"), ("b", "y")));

        Assert.Equal("", change.Replacement);
        Assert.Equal("functions changed: b", change.FunctionChanges);
    }

    [Fact]
    public void A_start_says_of_what_it_is_that_nothing_changed()
    {
        var plan = Plan();
        var (started, functions) = (new StackStarted([], [], TimeSpan.FromSeconds(1)), Functions("t.yaml", ("a", "x")));

        Assert.Contains("after 1.0 s (services unchanged)\n", StackReport.Started(plan, started, new StackChange(Running("esb-test", "docker", "t.yaml", ("a", "x")), Settings, functions)), StringComparison.Ordinal);
        Assert.Contains(
            "after 1.0 s (services unchanged; functions new: a; functions removed: b)\n",
            StackReport.Started(plan, started, new StackChange(Running("esb-test", "docker", "t.yaml", ("b", "x")), Settings, functions)), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_another_template_that_a_stack_runs_by_the_same_tag_are_not_baked_over()
    {
        var own = Functions("t.yaml", ("a", "x"), ("b", "x"));

        var e = Assert.Throws<BuildChainException>(() => StackImages.EnsureOwn(Plan(), own, [Running("esb-other", "docker", "other.yaml", ("b", "x"), ("c", "x"))], "t.yaml"));

        Assert.Equal("'esb-other' runs images of the tag 'latest' too, of other.yaml: esb-b. Baked of t.yaml here, they would become its functions as well.", e.Message);
        Assert.Equal("Give this stack a tag of its own: ./build.sh Up --env mine --tag mine --template t.yaml; or remove the other: ./build.sh Down --env other", e.Remedy);
        StackImages.EnsureOwn(Plan(), own, [Running("esb-same", "docker", "t.yaml", ("b", "x")), Running("esb-apart", "docker", "other.yaml", ("c", "x"))], "t.yaml");
    }

    [Fact]
    public void A_stack_of_another_clone_is_one_of_other_sources()
    {
        var other = Running("esb-other", "docker", "t.yaml", ("a", "x")) with { Root = _directory.At("clone") };

        var e = Assert.Throws<BuildChainException>(() => StackImages.EnsureOwn(Plan(), Functions("t.yaml", ("a", "x")), [other], "t.yaml"));

        Assert.Contains($"of the sources in {_directory.At("clone")}: esb-a", e.Message, StringComparison.Ordinal);
        // The same folder by another path is no other.
        Directory.CreateSymbolicLink(_directory.At("clone"), _directory.Path);
        StackImages.EnsureOwn(Plan(), Functions("t.yaml", ("a", "x")), [other], "t.yaml");
    }

    [Fact]
    public void Images_baked_of_another_template_are_not_started()
    {
        var own = Functions("t.yaml", ("a", "x"));

        var e = Assert.Throws<BuildChainException>(() => StackImages.EnsureOfTemplate(Plan(), own, new Dictionary<string, string> { ["esb-a:latest"] = "other.yaml" }));

        Assert.Equal("esb-a:latest: baked of other.yaml, not of t.yaml.", e.Message);
        StackImages.EnsureOfTemplate(Plan(), own, new Dictionary<string, string> { ["esb-a:latest"] = "t.yaml", ["esb-b:latest"] = "" });
    }

    public void Dispose() => _directory.Dispose();

    StackSettings Settings => new(_directory.Path, "esb-test", "docker") { Env = "mine", CertificateDirectory = _directory.Path, ConfigDirectory = _directory.At("config") };

    StackPlan Plan()
    {
        _directory.Write("docker-compose.docker.yml", "services: {}\n");
        return new StackPlan(Engine, Settings, ComposeFile.Read("docker-compose.docker.yml", _directory.Path));
    }

    RunningStack Running(string project, string mode, string template, params (string Name, string Handler)[] functions)
        => new(project, mode, _directory.Path, Functions(template, functions));

    static StackFunctions Functions(string template, params (string Name, string Handler)[] functions) => StackFunctions.Read(Text(template, functions), "functions.yml");

    static string Text(string template, params (string Name, string Handler)[] functions)
        => StackFunctions.Head(template) + "functions:\n" + string.Concat(functions.Select(f => $"  {f.Name}:\n    image: esb-{f.Name}\n    handler: {f.Handler}\n"));
}
