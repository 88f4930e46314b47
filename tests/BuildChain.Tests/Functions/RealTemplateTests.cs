using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

/// <summary>A template as people write them, once in YAML and once the same in JSON.</summary>
public sealed partial class RealTemplateTests : IDisposable
{
    static readonly TemplateOptions Anywhere = new() { Architecture = "x86_64" };

    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void A_template_with_a_bit_of_everything_is_read()
        => Snapshot.Match(Dump(fixture.Read(Text("orders.yaml"), Anywhere)), "orders.txt");

    [Fact]
    public void The_same_template_in_JSON_gives_the_same()
        => Assert.Equal(
            WithoutPlaces(Dump(fixture.Read(Text("orders.yaml"), Anywhere))),
            WithoutPlaces(Dump(fixture.Read(Text("orders.json"), Anywhere, name: "template.json"))));

    [Fact]
    public void Overrides_reach_every_part()
    {
        fixture.Directory.MakeDirectory("nowhere");
        var app = fixture.Read(Text("orders.yaml"), new TemplateOptions
        {
            ParameterOverrides = TemplateOptions.ParseOverrides(["Stage=prod", "ReportHours=5", "DatabasePassword=secret"]),
            StackName = "shop",
            Region = "cn-north-1",
        });
        Assert.Equal(["shop-create-order", "worker", "report", "prodonly", "boxed"], app.Functions.Select(function => function.Name));
        Assert.Equal(("prod", "orders-prod", "WARN", "secret", "hello customer"), app.Functions[0].Environment is var variables
            ? (variables["STAGE"], variables["TABLE"], variables["LOG_LEVEL"], variables["PASSWORD"], variables["GREETING"]) : default);
        Assert.Equal("https://unresolved:PublicApi.execute-api.cn-north-1.amazonaws.com.cn/orders/${order_id}", app.Functions[0].Environment["CALLBACK"]);
        Assert.Equal((50, 1024), (app.Functions[0].ReservedConcurrency, app.Functions[1].MemoryMiB));
        Assert.Equal("cron(0 5 * * ? *)", app.Functions[2].Schedules[0].Expression);
        Assert.Equal(["prod", "prod"], app.Routes.Where(route => route.Api == "OrdersApi").Select(route => route.Stage));
    }

    /// <summary>The model in lines, as a snapshot shows it.</summary>
    string Dump(FunctionApp app)
    {
        var lines = new List<string>();
        foreach (var function in app.Functions)
        {
            lines.Add($"function {function.Name} ({function.LogicalId}) {function.Runtime} {function.Handler} {function.TimeoutSeconds} s, {function.MemoryMiB} MiB, "
                + $"concurrency {function.ReservedConcurrency} at {function.Position}");
            lines.Add($"  code {Describe(function.Code)}");
            lines.AddRange(function.Layers.Select(layer => $"  layer {layer.Name} ({layer.LogicalId}) {layer.Directory} {layer.BuildMethod}"));
            lines.AddRange(function.Environment.Select(variable => $"  {variable.Key}={variable.Value}"));
            lines.AddRange(function.Schedules.Select(schedule => $"  {schedule.Name}: {schedule.Expression} {schedule.Input} {(schedule.Enabled ? "on" : "off")}"));
        }

        lines.AddRange(app.Routes.Select(route => $"route {route.Method} {route.Path} of {route.Api}/{route.Stage} to {route.FunctionName} {route.PayloadVersion} at {route.Position}"));
        lines.AddRange(app.Buckets.Select(bucket => $"bucket {bucket.Name}"));
        lines.AddRange(app.Tables.Select(table => $"table {table.Name} {table.HashKey} {table.RangeKey} {string.Join(' ', table.GlobalSecondaryIndexes)}"));
        lines.AddRange(app.Notices.Select(notice => $"notice {notice}"));
        return string.Join('\n', lines).Replace(fixture.Path, ".", StringComparison.Ordinal) + "\n";
    }

    static string Describe(FunctionCode code)
        => code switch
        {
            ZipCode zip => zip.Directory,
            InlineCode inline => inline.Text.Replace("\n", "\\n", StringComparison.Ordinal),
            ImageCode image => $"{image.Dockerfile} in {image.Context}, {string.Join(' ', image.BuildArgs)}, runs {string.Join(' ', image.Config?.Command ?? [])}",
            _ => "",
        };

    static IEnumerable<string> WithoutPlaces(string dump)
        => dump.Split('\n').Select(line => Place().Replace(line, "")).Order(StringComparer.Ordinal);

    static string Text(string name, [CallerFilePath] string testFile = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(testFile)!, "Templates", name));

    [GeneratedRegex(@"\./template\.(yaml|json):\d+:\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
