namespace BuildChain.Functions.Yaml;

/// <summary>The intrinsic functions and how they are told from maps.</summary>
static class IntrinsicNames
{
    /// <summary>Evaluated here.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        "Ref", "Condition", "Fn::And", "Fn::Base64", "Fn::Equals", "Fn::FindInMap", "Fn::GetAtt", "Fn::If", "Fn::ImportValue", "Fn::Join",
        "Fn::Not", "Fn::Or", "Fn::Select", "Fn::Split", "Fn::Sub",
    ];

    /// <summary>Known to CloudFormation but not evaluated here: they depend on the account, on other stacks or on macros.</summary>
    public static readonly IReadOnlyList<string> OnlyInAws =
        ["Fn::Cidr", "Fn::GetAZs", "Fn::GetStackOutput", "Fn::Length", "Fn::ToJsonString", "Fn::Transform"];

    /// <summary>Whether a map with this one key is a function. <c>Condition</c> is one only where a condition is expected.</summary>
    public static bool IsKey(string key) => key == "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal);

    /// <summary><c>!Sub</c> is <c>Fn::Sub</c>; <c>!Ref</c> and <c>!Condition</c> have no prefix.</summary>
    public static string OfTag(string tag) => tag is "!Ref" or "!Condition" ? tag[1..] : "Fn::" + tag[1..];

    /// <summary>How a function is written: in its short form where it has one.</summary>
    public static string Short(string name) => name.StartsWith("Fn::", StringComparison.Ordinal) ? "!" + name[4..] : "!" + name;
}
