using System.Text;
using BuildChain.Functions;

namespace BuildChain.Tests.Functions;

/// <summary>Errors that no other test meets, one template each: place, text and what would be accepted are in the snapshot.</summary>
public sealed class ErrorTableTests : IDisposable
{
    readonly TemplateFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    static readonly (string What, string Template)[] Templates =
    [
        ("an index of no list", Value("!Select [0, text]")),
        ("a condition's name that is a list", Value("!If [[a], b, c]")),
        ("a delimiter that is a list", Value("!Join [[a], [b]]")),
        ("a reference to nothing", Value("!Ref ''")),
        ("a reference to a list", Value("!Ref [a]")),
        ("a substitution of a list of another form", Value("!Sub [a, b, c]")),
        ("a substitution of a map", Value("!Sub {a: b}")),
        ("a substituted name that is none", Value("!Sub '${a b}'")),
        ("a mapping that is a text", "Mappings: { Sizes: small }\n" + Value("!FindInMap [Sizes, a, b]")),
        ("a mapping with a text for keys", "Mappings: { Sizes: { dev: small } }\n" + Value("!FindInMap [Sizes, dev, b]")),
        ("a parameter's name", "Parameters: { a-b: { Type: String } }\n" + Value("x")),
        ("a loop of resources", "Resources:\n  Fn::ForEach::Each: [a, [b], {}]\n"),
        ("a loop among resources", "Resources:\n  Items: { Type: AWS::Serverless::SimpleTable }\n  Fn::ForEach::Each: [a, [b], {}]\n"),
        ("properties that are a list", "Resources:\n  Echo: { Type: AWS::Serverless::Function, Properties: [a] }\n"),
        ("a condition that is a list", "Resources:\n  Echo: { Type: AWS::Serverless::SimpleTable, Condition: [a] }\n"),
        ("a condition of what is only known later", "Conditions: { Later: !Equals [!ImportValue x, y] }\nResources:\n  Items: { Type: AWS::Serverless::SimpleTable, Condition: Later }\n"),
        ("globals to ignore that are a map", "Resources:\n  Echo: { Type: AWS::Serverless::Function, IgnoreGlobals: { a: b }, Properties: { CodeUri: functions/echo, Handler: app.handler, Runtime: python3.11 } }\nGlobals: { Function: { Timeout: 3 } }\n"),
        ("inline code of no Python", "Resources:\n  Echo: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: provided.al2 } }\n"),
        ("no handler", "Resources:\n  Echo: { Type: AWS::Serverless::Function, Properties: { CodeUri: functions/echo, Runtime: python3.11 } }\n"),
        ("two architectures", TemplateFixture.Function("Architectures: [arm64, x86_64]")),
        ("a command with control characters", "Resources:\n  Echo: { Type: AWS::Serverless::Function, Metadata: { DockerContext: functions/boxed }, Properties: { PackageType: Image, ImageConfig: { Command: [\"a\\u0001\"] } } }\n"),
        ("a path with what Dockerfiles give a meaning", TemplateFixture.Function("Layers: [!Ref Odd]", "  Odd: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: 'layers/${x}' } }")),
        ("an event's name", TemplateFixture.Function("Events: { a-b: { Type: HttpApi } }")),
        ("an event without a type", TemplateFixture.Function("Events: { Call: { Properties: {} } }")),
        ("a route with a path alone", TemplateFixture.Function("Events: { Call: { Type: Api, Properties: { Path: /a } } }")),
        ("a route with a method alone", TemplateFixture.Function("Events: { Call: { Type: HttpApi, Properties: { Method: get } } }")),
        ("a route with neither", TemplateFixture.Function("Events: { Call: { Type: Api } }")),
        ("an API that is left out", "Conditions: { Never: !Equals [a, b] }\n" + TemplateFixture.Function(
            "Events: { Call: { Type: HttpApi, Properties: { Path: /a, Method: get, ApiId: Gone } } }", "  Gone: { Type: AWS::Serverless::HttpApi, Condition: Never }")),
        ("two schedules of one name", TemplateFixture.Function(
            "Events: { A: { Type: Schedule, Properties: { Schedule: rate(1 day), Name: x } }, B: { Type: Schedule, Properties: { Schedule: rate(1 day), Name: x } } }")),
        ("two indexes of one name", Table("[{ IndexName: index, KeySchema: [{ AttributeName: a, KeyType: HASH }], Projection: { ProjectionType: ALL } }, { IndexName: index, KeySchema: [{ AttributeName: a, KeyType: HASH }], Projection: { ProjectionType: ALL } }]")),
        ("an index without a name", Table("[{ KeySchema: [{ AttributeName: a, KeyType: HASH }], Projection: { ProjectionType: ALL } }]")),
        ("an attribute's name", "Resources:\n  Items: { Type: AWS::Serverless::SimpleTable, Properties: { PrimaryKey: { Name: \"a\\u0001\", Type: String } } }\n"),
        ("a layer that is a map", TemplateFixture.Function("Layers: [{ a: b }]")),
    ];

    [Fact]
    public void Each_says_where_what_and_what_is_accepted()
    {
        var table = new StringBuilder();
        foreach (var (what, template) in Templates)
        {
            table.Append(what).Append('\n');
            foreach (var error in fixture.Errors(template))
                table.Append("  ").Append(error).Append('\n');
        }

        Snapshot.Match(table.ToString(), "table.txt");
    }

    [Fact]
    public void A_link_that_leads_in_a_circle_is_named()
    {
        File.CreateSymbolicLink(fixture.Directory.At("functions/loop"), "loop");

        Assert.StartsWith("6:16 CodeUri 'functions/loop' ", Assert.Single(fixture.Errors(TemplateFixture.Function("").Replace("functions/echo", "functions/loop", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stage", "'Stage' is not a parameter override.")]
    [InlineData("=dev", "'=dev' is not a parameter override.")]
    public void A_parameter_override_is_a_name_and_a_value(string text, string message)
        => Assert.StartsWith(message, Assert.Throws<BuildChainException>(() => TemplateOptions.ParseOverrides([text])).Message, StringComparison.Ordinal);

    static string Value(string value) => TemplateFixture.Function($"Environment: {{ Variables: {{ VALUE: {value} }} }}");

    static string Table(string indexes) => $$"""
        Resources:
          Items:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{ AttributeName: a, AttributeType: S }]
              KeySchema: [{ AttributeName: a, KeyType: HASH }]
              BillingMode: PAY_PER_REQUEST
              GlobalSecondaryIndexes: {{indexes}}
        """;
}
