namespace BuildChain.Functions.Yaml;

/// <summary>
/// A node of a template and where it stands. Nodes are compared by identity: an aliased node is one node in several places, so that a
/// template stays as small in memory as it is on disk and is evaluated once.
/// </summary>
abstract class TemplateNode(SourcePosition position)
{
    public SourcePosition Position { get; } = position;

    /// <summary>What it is, in an error: "expected a list, found a text".</summary>
    public abstract string Kind { get; }
}

/// <summary>A text, number or boolean: CloudFormation takes all of them as texts.</summary>
/// <param name="plain">Written without quotes, so that <c>true</c> and <c>null</c> mean what YAML says.</param>
sealed class ScalarNode(SourcePosition position, string text, bool plain = false) : TemplateNode(position)
{
    /// <summary>As written; an unquoted boolean in lower case, as CloudFormation hands it on.</summary>
    public string Text { get; } = plain && text is "True" or "TRUE" or "False" or "FALSE" ? text.ToLowerInvariant() : text;

    public bool IsNull { get; } = plain && text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether a <c>{{resolve:…}}</c> is in it, which CloudFormation fills in from another service.</summary>
    public bool IsDynamic { get; } = text.Contains("{{resolve:", StringComparison.Ordinal);

    public override string Kind => IsNull ? "nothing" : "a text";
}

sealed class ListNode(SourcePosition position, IReadOnlyList<TemplateNode> items) : TemplateNode(position)
{
    public IReadOnlyList<TemplateNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A map with unique keys in the template's order.</summary>
sealed class MapNode(SourcePosition position, OrderedDictionary<string, MapEntry> entries) : TemplateNode(position)
{
    public OrderedDictionary<string, MapEntry> Entries { get; } = entries;

    public override string Kind => "a map";

    public TemplateNode? Find(string key) => Entries.TryGetValue(key, out var entry) ? entry.Value : null;
}

/// <summary>A key's place and its value.</summary>
readonly record struct MapEntry(SourcePosition KeyPosition, TemplateNode Value);

/// <summary>An intrinsic function before it is evaluated.</summary>
/// <param name="name">In the long form: <c>Ref</c>, <c>Condition</c>, <c>Fn::Sub</c>.</param>
sealed class IntrinsicNode(SourcePosition position, string name, TemplateNode argument) : TemplateNode(position)
{
    public string Name { get; } = name;

    public TemplateNode Argument { get; } = argument;

    public override string Kind => IntrinsicNames.Short(Name).Printable();
}

/// <summary>The result of an evaluation that only a deployment could give.</summary>
/// <param name="name">What it is, such as <c>Queue.Arn</c> or <c>parameter Stage</c>.</param>
/// <param name="text">The text around it, with <c>unresolved:&lt;name&gt;</c> in its place.</param>
/// <param name="resource">The logical id, where the value is exactly a reference to a resource of this template.</param>
sealed class UnresolvedNode(SourcePosition position, string name, string text, string? resource = null) : TemplateNode(position)
{
    const string ParameterPrefix = "parameter ";

    public string Name { get; } = name;

    public string Text { get; } = text;

    public string? Resource { get; } = resource;

    /// <summary>Whether <c>--parameter-overrides</c> would help.</summary>
    public bool IsParameter => Name.StartsWith(ParameterPrefix, StringComparison.Ordinal);

    public override string Kind => "a value that is known only after deployment";

    public static UnresolvedNode OfParameter(SourcePosition position, string name) => Of(position, ParameterPrefix + name);

    public static UnresolvedNode Of(SourcePosition position, string name, string? resource = null)
    {
        var shown = name.StartsWith(ParameterPrefix, StringComparison.Ordinal) ? name[ParameterPrefix.Length..] : name;
        return new UnresolvedNode(position, name, $"unresolved:{shown}", resource);
    }
}

/// <summary><c>AWS::NoValue</c>: the property or item is as if it were not there.</summary>
sealed class NoValueNode(SourcePosition position) : TemplateNode(position)
{
    public override string Kind => "AWS::NoValue";
}

/// <summary>A value whose error was reported already: whoever meets it says nothing more.</summary>
sealed class ErrorNode(SourcePosition position) : TemplateNode(position)
{
    public override string Kind => "an error";
}
