using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>The parameters that CloudFormation gives every template.</summary>
sealed class PseudoParameters(TemplateOptions options)
{
    public static readonly IReadOnlyList<string> Names =
    [
        "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId", "AWS::StackName",
        "AWS::URLSuffix",
    ];

    string Partition => options.Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : options.Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    /// <summary>Null for a name that is none of them.</summary>
    public TemplateNode? Find(string name, SourcePosition position)
        => name switch
        {
            "AWS::NoValue" => new NoValueNode(position),
            "AWS::NotificationARNs" => new ListNode(position, []),
            _ => Text(name) is { } text ? new ScalarNode(position, text) : null,
        };

    string? Text(string name)
        => name switch
        {
            "AWS::AccountId" => options.AccountId,
            "AWS::Partition" => Partition,
            "AWS::Region" => options.Region,
            "AWS::StackId" =>
                $"arn:{Partition}:cloudformation:{options.Region}:{options.AccountId}:stack/{options.StackName}/00000000-0000-0000-0000-000000000000",
            "AWS::StackName" => options.StackName,
            "AWS::URLSuffix" => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
            _ => null,
        };
}
