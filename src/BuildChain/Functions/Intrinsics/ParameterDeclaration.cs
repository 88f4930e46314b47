using System.Globalization;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>One entry of <c>Parameters</c>.</summary>
sealed class ParameterDeclaration(string name, SourcePosition position, MapNode declaration, AllowedPattern patterns, TemplateProblems problems)
{
    static readonly IReadOnlyList<string> Types =
    [
        "String", "Number", "CommaDelimitedList", "List<Number>", "List<String>", "AWS::SSM::Parameter::Name", "AWS::SSM::Parameter::Value<String>",
        "AWS::EC2::VPC::Id", "List<AWS::EC2::Subnet::Id>",
    ];

    const int LongestValue = 4096;

    // A NoEcho value is a secret: no error may show it.
    bool IsSecret => declaration.Find("NoEcho") is ScalarNode { Text: var text } && bool.TryParse(text, out var secret) && secret;

    public TemplateNode Value(string? overridden)
    {
        if (declaration.Find("Type") is not ScalarNode { IsNull: false, Text: var type } || !IsType(type))
        {
            var found = declaration.Find("Type") is ScalarNode { IsNull: false, Text: var other } ? $"the type {other.Quoted()}" : "no Type";
            return problems.Error(
                position, $"The parameter {name} has {found}.",
                problems.Known((declaration.Find("Type") as ScalarNode)?.Text ?? "", Types));
        }

        var byDefault = Default();
        if (byDefault is ErrorNode)
            return byDefault;
        if ((overridden ?? (byDefault as ScalarNode)?.Text) is not { } text
            || type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal))
            return UnresolvedNode.OfParameter(position, name);

        var isList = type is "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal);
        var items = isList ? text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries) : [text];
        if (items.Select(item => Fault(item, type)).FirstOrDefault(fault => fault is not null) is { } accepted)
            return problems.Error(
                position, $"The parameter {name} {(overridden is null ? "has the default" : "is overridden with")} {Show(text)}.",
                accepted);

        return isList ? new ListNode(position, [.. items.Select(item => new ScalarNode(position, item))]) : new ScalarNode(position, text);
    }

    TemplateNode? Default()
        => declaration.Find("Default") switch
        {
            null or ScalarNode { IsNull: true } => null,
            ScalarNode text => text,
            (ListNode or MapNode or IntrinsicNode) and var other => problems.Error(
                other.Position, $"The default of the parameter {name} is {other.Kind}.",
                "A text; the items of a list with commas between."),
            var other => other,
        };

    static bool IsType(string type)
        => type is "String" or "Number" or "CommaDelimitedList"
            || type.StartsWith("AWS::", StringComparison.Ordinal)
            || type is "List<Number>" or "List<String>"
            || (type.StartsWith("List<AWS::", StringComparison.Ordinal) && type.EndsWith('>'));

    string Show(string value) => IsSecret ? "a secret value" : value.Quoted();

    /// <summary>The accepted form when the value has another one.</summary>
    string? Fault(string value, string type)
    {
        if (value.Length > LongestValue)
            return $"At most {LongestValue} characters.";
        if (type is "Number" or "List<Number>" && Number(value) is null)
            return "A number.";
        if (Allowed() is { } allowed && !allowed.Contains(value))
            return $"AllowedValues: {string.Join(", ", allowed.Select(ShownText.Quoted))}.";
        if (Limit("MinLength") is { } minLength && value.Length < minLength)
            return $"At least {minLength} characters (MinLength).";
        if (Limit("MaxLength") is { } maxLength && value.Length > maxLength)
            return $"At most {maxLength} characters (MaxLength).";
        if (Limit("MinValue") is { } least && Number(value) < least)
            return $"At least {least} (MinValue).";
        if (Limit("MaxValue") is { } most && Number(value) > most)
            return $"At most {most} (MaxValue).";
        return PatternFault(value);
    }

    IReadOnlyList<string>? Allowed()
        => declaration.Find("AllowedValues") is ListNode list ? [.. list.Items.OfType<ScalarNode>().Select(item => item.Text)] : null;

    // AWS matches the whole value.
    string? PatternFault(string value)
    {
        if (declaration.Find("AllowedPattern") is not ScalarNode { IsNull: false } pattern)
            return null;

        var matches = patterns.Matches(value, pattern.Text);
        if (matches is null)
            problems.Notice(pattern.Position, $"AllowedPattern {pattern.Text.Quoted()} cannot be checked here.");
        return matches == false ? $"AllowedPattern {pattern.Text.Quoted()}." : null;
    }

    decimal? Limit(string key) => declaration.Find(key) is ScalarNode { Text: var text } ? Number(text) : null;

    static decimal? Number(string text)
        => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
