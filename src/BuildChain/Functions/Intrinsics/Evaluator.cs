using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>
/// Evaluates intrinsic functions when a value is asked for, each node once. What cannot be known before deployment becomes an
/// <see cref="UnresolvedNode"/>; an error is reported and becomes an <see cref="ErrorNode"/>.
/// </summary>
sealed partial class Evaluator(
    TemplateDocument document, ParameterSet parameters, PseudoParameters pseudoParameters, TemplateProblems problems)
{
    readonly Dictionary<TemplateNode, (TemplateNode Value, IReadOnlyList<Reference> References)> results = new(ReferenceEqualityComparer.Instance);
    List<Reference> references = [];
    int steps;
    int textLength;
    int depth;

    /// <summary>
    /// What <c>Ref</c> of a resource gives, where this chain decides it: the names of functions, tables and buckets. Null: AWS decides.
    /// </summary>
    public Func<TemplateResource, SourcePosition, TemplateNode?> NameOf { get; set; } = (_, _) => null;

    /// <summary>The value itself: a text, list or map whose items may still be functions; or unresolved, no value, or an error.</summary>
    public TemplateNode Resolve(TemplateNode node)
    {
        Spend(node is ScalarNode { Text.Length: var length } ? 1 + (length / 256) : 1, node.Position);
        if (node is not (IntrinsicNode or ScalarNode { IsDynamic: true }))
            return node;

        if (!results.TryGetValue(node, out var result))
        {
            var outer = references;
            references = [];
            var value = node is IntrinsicNode function ? Nested(function.Position, () => Evaluate(function)) : node;
            results[node] = result = (WithoutDynamicReferences(value), references);
            references = outer;
        }

        Spend(result.References.Count, node.Position);
        references.AddRange(result.References);
        return result.Value;
    }

    /// <summary>A text, an unresolved value, no value, or an error (reported, with what was expected where).</summary>
    /// <param name="what">What the text is, such as <c>Handler</c>; begins the error.</param>
    public TemplateNode ResolveText(TemplateNode node, string what, string accepted)
        => Resolve(node) switch
        {
            ScalarNode { IsNull: true } => problems.Error(node.Position, $"{what} is empty.", accepted),
            (ListNode or MapNode) and var other => problems.Error(node.Position, $"{what} is {other.Kind}, not a text.", accepted),
            var value => value,
        };

    /// <summary>The items of a list, each evaluated; those that are <c>AWS::NoValue</c> are not there.</summary>
    public IEnumerable<TemplateNode> Items(ListNode list) => list.Items.Select(Resolve).Where(item => item is not NoValueNode);

    /// <summary>Runs a reading and gives the references to resources among all the values that it evaluated.</summary>
    public IReadOnlyList<Reference> Collect(Action read)
    {
        var outer = references;
        var collected = references = [];
        read();
        references = outer;
        return collected;
    }

    /// <summary>Counts work, so that an alias bomb ends.</summary>
    /// <exception cref="TemplateException">More than <see cref="TemplateLimits.Steps"/>.</exception>
    public void Spend(int amount, SourcePosition position)
    {
        if ((steps += amount) > TemplateLimits.Steps)
            throw problems.Fatal(
                position, $"Evaluating the template takes more than {TemplateLimits.Steps} steps.",
                "Fewer aliases of large lists and maps, or several templates.");
    }

    void SpendText(int length, SourcePosition position)
    {
        if (length > TemplateLimits.TextLength || (textLength += length) > TemplateLimits.AllTextLength)
            throw problems.Fatal(
                position, "The text that the template makes is too long.",
                $"At most {TemplateLimits.TextLength} characters in one text and {TemplateLimits.AllTextLength} in all.");
    }

    T Nested<T>(SourcePosition position, Func<T> evaluate)
    {
        if (++depth > TemplateLimits.EvaluationDepth)
            throw problems.Fatal(
                position, "Functions and references are nested too deep.", $"At most {TemplateLimits.EvaluationDepth} levels.");
        var result = evaluate();
        depth--;
        return result;
    }

    TemplateNode Evaluate(IntrinsicNode function)
        => function.Name switch
        {
            "Ref" => Ref(function),
            "Fn::GetAtt" => GetAtt(function),
            "Fn::ImportValue" => ImportValue(function),
            "Fn::Sub" => Sub(function),
            "Fn::Join" => Join(function),
            "Fn::Split" => Split(function),
            "Fn::Select" => Select(function),
            "Fn::Base64" => Base64(function),
            "Fn::FindInMap" => FindInMap(function),
            "Fn::If" => If(function),
            "Fn::And" or "Fn::Or" or "Fn::Not" or "Fn::Equals" or "Condition" => problems.Error(
                function.Position, $"{Short(function)} stands for a value.",
                $"{Short(function)} belongs into Conditions; a value is chosen with !If [Condition, then, else]."),
            _ => Other(function),
        };

    TemplateNode Other(IntrinsicNode function)
        => IntrinsicNames.OnlyInAws.Contains(function.Name)
            ? UnresolvedNode.Of(function.Position, function.Name)
            : problems.Error(
                function.Position, $"{Short(function).Quoted()} is not a function.",
                problems.Known(Short(function), IntrinsicNames.Known.Select(IntrinsicNames.Short)));

    // {{resolve:ssm:/path}}: CloudFormation asks another service. One may be put together by !Sub, so results are looked at, too.
    static TemplateNode WithoutDynamicReferences(TemplateNode node)
    {
        if (node is not ScalarNode { IsDynamic: true } scalar)
            return node;

        var text = new TextBuilder();
        var at = 0;
        while (scalar.Text.IndexOf("{{resolve:", at, StringComparison.Ordinal) is var open and >= 0
            && scalar.Text.IndexOf("}}", open, StringComparison.Ordinal) is var close and >= 0)
        {
            text.Add(scalar.Text[at..open]);
            text.Add(UnresolvedNode.Of(node.Position, scalar.Text[(open + 2)..close]));
            at = close + 2;
        }

        text.Add(scalar.Text[at..]);
        return text.Build(node.Position);
    }

    static string Short(IntrinsicNode function) => IntrinsicNames.Short(function.Name);

    /// <summary>The items of a function's argument; null when they are not as many as it takes (reported).</summary>
    IReadOnlyList<TemplateNode>? Arguments(IntrinsicNode function, int least, int most, string form)
    {
        if (function.Argument is ListNode list && list.Items.Count >= least && list.Items.Count <= most)
            return list.Items;

        var found = function.Argument is ListNode { Items.Count: var count } ? count == 1 ? "1 item" : $"{count} items" : function.Argument.Kind;
        problems.Error(function.Position, $"{Short(function)} has {found}.", $"The form is {form}.");
        return null;
    }
}
