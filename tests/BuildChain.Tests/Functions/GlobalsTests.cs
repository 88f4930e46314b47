using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

public sealed class GlobalsTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    const string Template = """
        Globals:
          Function:
            CodeUri: functions/echo
            Handler: app.handler
            Runtime: python3.11
            Timeout: 10
            MemorySize: !If [Big, 1024, 256]
            Layers: [!Ref Common]
            Environment:
              Variables: { SHARED: global, LEVEL: info }
        Conditions: { Big: !Equals [a, b] }
        Resources:
          Common: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/common } }
          More: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/more } }
          Plain: { Type: AWS::Serverless::Function }
          Own:
            Type: AWS::Serverless::Function
            Properties:
              Timeout: 20
              MemorySize: 512
              Layers: [!Ref More]
              Environment:
                Variables: { LEVEL: debug, OWN: x }

        """;

    [Fact]
    public void A_function_without_properties_has_those_of_Globals()
    {
        var function = fixture.Read(Template).Functions[0];
        Assert.Equal(("plain", 10, 256, "app.handler"), (function.Name, function.TimeoutSeconds, function.MemoryMiB, function.Handler));
        Assert.Equal(["SHARED=global", "LEVEL=info"], function.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        Assert.Equal(["Common"], function.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Own_texts_win_and_maps_are_merged_and_lists_are_appended()
    {
        var function = fixture.Read(Template).Functions[1];
        Assert.Equal((20, 512), (function.TimeoutSeconds, function.MemoryMiB));
        Assert.Equal(["SHARED=global", "LEVEL=debug", "OWN=x"], function.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        Assert.Equal(["Common", "More"], function.Layers.Select(layer => layer.Name));
    }

    [Theory]
    [InlineData("IgnoreGlobals: '*'", 3)]
    [InlineData("IgnoreGlobals: [Timeout, Layers]", 3)]
    [InlineData("IgnoreGlobals: [Layers]", 10)]
    public void A_function_may_ignore_Globals(string attribute, int timeout)
    {
        var function = fixture.Read(Template + $$"""
              Free:
                Type: AWS::Serverless::Function
                {{attribute}}
                Properties: { CodeUri: functions/echo, Handler: app.handler, Runtime: python3.11 }
            """).Functions[^1];
        Assert.Equal(timeout, function.TimeoutSeconds);
        Assert.Empty(function.Layers);
    }

    [Fact]
    public void Ignoring_what_Globals_does_not_have_is_an_error()
        => Assert.Equal(
            ["4:25 IgnoreGlobals names 'Timout', which Globals does not have. → There is: Timeout, Runtime. Did you mean 'Timeout'?"],
            fixture.Errors("""
            Globals: { Function: { Timeout: 5, Runtime: python3.11 } }
            Resources:
              Free:
                IgnoreGlobals: [    Timout ]
                Type: AWS::Serverless::Function
                Properties: { CodeUri: functions/echo, Handler: app.handler }
            """));

    [Fact]
    public void An_error_in_Globals_is_told_once()
        => Assert.Equal(
            ["6:14 Timeout is 'x'. → A whole number from 1 to 900 (seconds)."],
            fixture.Errors(Template.Replace("Timeout: 10", "Timeout: x", StringComparison.Ordinal).Replace("          Timeout: 20", "", StringComparison.Ordinal)));

    [Fact]
    public void What_SAM_does_not_take_in_Globals_is_left_out_with_a_notice()
    {
        var app = fixture.Read(Template.Replace("    Timeout: 10", "    FunctionName: same\n    Timout: 10\n    Tracing: Active", StringComparison.Ordinal));
        Assert.Equal(3, app.Functions[0].TimeoutSeconds);
        Assert.Equal(
            [
                "6: Globals.Function: SAM takes no 'FunctionName' there; it is left out.",
                "7: Globals.Function: SAM takes no 'Timout' there; it is left out. Did you mean 'Timeout'?",
                "8: Globals.Function: no effect here: Tracing.",
            ],
            app.Notices.Select(notice => $"{notice.Position.Line}: {notice.Text}".Split(" There are", 2)[0]));
    }

    [Theory]
    [InlineData("Globals: { Functions: {} }", "1:12 Globals has no section 'Functions'. → There is: Function, Api, HttpApi, SimpleTable, LayerVersion, StateMachine, CapacityProvider, WebSocketApi. Did you mean 'Function'?")]
    [InlineData("Globals: { Function: [] }", "1:22 Globals.Function is a list. → A map of properties.")]
    [InlineData("Globals: text", "1:10 Globals is a text. → Globals is a map.")]
    public void Wrong_Globals_are_an_error(string globals, string expected)
        => Assert.Equal(expected, Assert.Single(fixture.Errors(globals + "\nResources: { Files: { Type: AWS::S3::Bucket } }")));
}
