using BuildChain.Functions;
using BuildChain.Functions.Generation;
using TestProcess;
using YamlDotNet.RepresentationModel;
using static TestProcess.SampleFunctions;

namespace BuildChain.Tests.Functions.Generation;

/// <summary>Every text that is generated, of an app that has one of everything.</summary>
public sealed class GeneratedFilesTests
{
    static readonly LayerSpec Tools = Layer("ToolsLayer", "/repo/app/layers/tools"), Packages = Layer("PackagesLayer", "/repo/app/layers/packages", "python3.11");

    static readonly FunctionApp Everything = App(
        "/repo/app/template.yaml",
        Python("lambda-echo", "/repo/app/functions/echo"),
        Python("orders", "/repo/app/functions/orders") with
        {
            Layers = [Tools, Packages], TimeoutSeconds = 30, MemoryMiB = 512, ReservedConcurrency = 5,
            Environment = new OrderedDictionary<string, string> { ["TABLE"] = "items", ["LEVEL"] = "yes", ["GREETING"] = "Grüße, \"${USER}\"\n" },
            Schedules = [new("EveryMinute", "rate(1 minute)", """{"a":1}""", Enabled: true, Nowhere), new("Nightly", "cron(0 3 * * ? *)", null, Enabled: false, Nowhere)],
        },
        Python("inline.py", "") with { Code = new InlineCode("def handler(event, context):\n    return 1\n"), Handler = "index.handler" },
        new FunctionSpec { LogicalId = "Native", Name = "native", Position = Nowhere, Code = new ZipCode("/repo/app/functions/native"), Runtime = "provided.al2023" },
        new FunctionSpec
        {
            LogicalId = "Picture", Name = "picture", Position = Nowhere, Runtime = "image",
            Code = new ImageCode("/repo/app/functions/picture/docker/Dockerfile", "/repo/app/functions/picture", new Dictionary<string, string> { ["B"] = "2", ["A"] = "${HOME} %{x} \"q\"" }, "final")
            {
                Config = new ImageConfig(["/bin/entry"], ["a b", "$X"], "/work dir"),
            },
        }) with
    {
        Routes =
        [
            new("/users/{id}", "GET", "lambda-echo", "1.0", "ServerlessRestApi", "Prod", Nowhere),
            new("/{proxy+}", "ANY", "orders", "2.0", "Http", "$default", Nowhere),
            new("$default", "ANY", "orders", "2.0", "Http", "$default", Nowhere),
        ],
        Buckets = [new("Files", "my-bucket", Nowhere)],
        Tables =
        [
            new("Items", "items", new("id", "S"), new("at", "N"), [new("byOwner", new("owner", "S"), null, "ALL", []), new("byDay", new("day", "S"), new("at", "N"), "INCLUDE", ["owner", "1"])], Nowhere),
            new("Plain", "plain", new("id", "S"), null, [], Nowhere),
        ],
    };

    [Fact]
    public void The_dockerfiles()
        => Snapshot.Match(string.Join("\n", Everything.Functions.Select(function => $"==== {function.Name}\n{FunctionDockerfile.Render(function)}---- .dockerignore\n{FunctionDockerfile.Ignore(function)}")), "dockerfiles.txt");

    [Fact]
    public void The_bake_file() => Snapshot.Match(FunctionBakeFile.Render(Everything, new GenerationLayout("test"), "/repo"), "bake.json");

    [Theory]
    [InlineData("functions.yml")]
    [InlineData("routing.yml")]
    [InlineData("resources.yml")]
    public void The_configuration(string name) => Snapshot.Match(ConfigurationFiles.Render(Everything, "esb", "app/template.yaml")[name], name);

    [Fact]
    public void An_app_without_anything_has_files_all_the_same()
    {
        var files = ConfigurationFiles.Render(App("/repo/template.yaml"), "esb", "template.yaml");

        Assert.EndsWith("functions: {}\n", files["functions.yml"], StringComparison.Ordinal);
        Assert.EndsWith("routes: []\n", files["routing.yml"], StringComparison.Ordinal);
        Assert.EndsWith("buckets: []\ntables: []\n", files["resources.yml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_values_come_out_of_the_configuration_as_they_went_in()
    {
        string[] hostile = ["\"", "'", "${X}", "$(x)", "`x`", "\\", "a\nb: c", "\r", "- x", "# x", " ", "*a", "\u2028", "é\0", "yes", "{a: b}"];
        var function = Python("evil", "/repo/evil") with
        {
            Handler = "a\"]\nevil: 'x",
            Environment = new OrderedDictionary<string, string>(hostile.Select((value, index) => KeyValuePair.Create($"V{index}", value))),
            Schedules = [.. hostile.Select(value => new ScheduleSpec(value, value, value, true, Nowhere))],
        };
        var app = App("/repo/template.yaml", function) with { Routes = [.. hostile.Select(value => new RouteSpec(value, value, value, value, value, value, Nowhere))] };

        var files = ConfigurationFiles.Render(app, "esb", "template.yaml");

        var evil = Map(Map(Read(files["functions.yml"]).Children["functions"]).Children["evil"]);
        Assert.Equal(function.Handler, Text(evil.Children["handler"]));
        Assert.Equal(hostile, Map(evil.Children["environment"]).Children.Values.Select(Text));
        Assert.Equal(hostile, List(evil.Children["schedules"]).Select(schedule => Text(Map(schedule).Children["input"])));
        Assert.Equal(hostile, List(Read(files["routing.yml"]).Children["routes"]).Select(route => Text(Map(route).Children["path"])));
    }

    [Fact]
    public void Names_that_would_be_one_target_are_refused()
    {
        var e = Assert.Throws<BuildChainException>(() => FunctionTargets.EnsureDistinct(App("/repo/template.yaml", Python("a.b", "/repo/x"), Python("a_b", "/repo/x"))));

        Assert.Contains("'a.b' and 'a_b'", e.Message, StringComparison.Ordinal);
        Assert.Contains("fn-a_b", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_are_chosen_by_name_logical_id_or_target()
    {
        Assert.Equal(["orders", "picture"], FunctionTargets.Choose(Everything, ["Picture", "orders"]).Select(function => function.Name));
        Assert.Equal("inline.py", Assert.Single(FunctionTargets.Choose(Everything, ["fn-inline_py"])).Name);
        Assert.Equal(5, FunctionTargets.Choose(Everything, []).Count);
    }

    [Fact]
    public void An_unknown_function_is_told_with_those_that_there_are()
    {
        var e = Assert.Throws<BuildChainException>(() => FunctionTargets.Choose(Everything, ["order"]));

        Assert.Contains("no function 'order'", e.Message, StringComparison.Ordinal);
        Assert.Contains("lambda-echo, orders, inline.py, native, picture. Did you mean 'orders'?", e.Message, StringComparison.Ordinal);
    }

    static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Map(stream.Documents[0].RootNode);
    }

    static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    static IList<YamlNode> List(YamlNode node) => ((YamlSequenceNode)node).Children;

    static string? Text(YamlNode node) => ((YamlScalarNode)node).Value;
}
