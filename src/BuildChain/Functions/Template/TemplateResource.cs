using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>One entry of <c>Resources</c>, not evaluated.</summary>
sealed record TemplateResource(string Id, string Type, SourcePosition Position, MapNode Body)
{
    public const string Function = "AWS::Serverless::Function";
    public const string Layer = "AWS::Serverless::LayerVersion";
    public const string Api = "AWS::Serverless::Api";
    public const string HttpApi = "AWS::Serverless::HttpApi";
    public const string SimpleTable = "AWS::Serverless::SimpleTable";
    public const string Table = "AWS::DynamoDB::Table";
    public const string Bucket = "AWS::S3::Bucket";
    const int LongestId = 255;

    /// <summary>What a loop's name (AWS::LanguageExtensions) begins with.</summary>
    public const string Loop = "Fn::ForEach::";

    public static readonly IReadOnlyList<string> SupportedTypes = [Function, Layer, Api, HttpApi, SimpleTable, Table, Bucket];

    public static readonly IReadOnlyList<string> OtherServerlessTypes =
    [
        "AWS::Serverless::Application", "AWS::Serverless::CapacityProvider", "AWS::Serverless::Connector", "AWS::Serverless::GraphQLApi",
        "AWS::Serverless::StateMachine", "AWS::Serverless::WebSocketApi",
    ];

    public bool IsServerless => Type.StartsWith("AWS::Serverless::", StringComparison.Ordinal);

    public static TemplateResource? Of(string id, MapEntry entry, TemplateProblems problems)
    {
        if (id.StartsWith(Loop, StringComparison.Ordinal))
            Refuse(id, entry.KeyPosition, problems);
        else if (id.Length is 0 or > LongestId || !id.All(char.IsAsciiLetterOrDigit))
            problems.Error(
                entry.KeyPosition, $"{id.Quoted()} is not a resource's logical id.",
                $"1 to {LongestId} letters and digits, such as EchoFunction.");
        else if (entry.Value is not MapNode body)
            problems.Error(entry.Value.Position, $"The resource {id} is {entry.Value.Kind}.", "A map with Type and Properties.");
        else if (body.Find("Type") is not ScalarNode { IsNull: false } type)
            problems.Error(entry.KeyPosition, $"The resource {id} has no Type.", $"Type: {Function}, for example.");
        else
            return new TemplateResource(id, type.Text, entry.KeyPosition, body);
        return null;
    }

    /// <summary>Tells that a loop stands where resources belong.</summary>
    public static void Refuse(string loop, SourcePosition position, TemplateProblems problems)
        => problems.Error(position, $"{loop.Quoted()}: loops are not evaluated here.", "Write the resources out.");
}
