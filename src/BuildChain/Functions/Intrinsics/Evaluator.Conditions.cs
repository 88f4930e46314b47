using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

/// <summary>What a condition gives: true, false, known only after deployment, or (all null) an error that was reported.</summary>
readonly record struct Truth(bool? Value, UnresolvedNode? Unknown = null)
{
    public static readonly Truth Failed;
}

partial class Evaluator
{
    readonly Dictionary<string, Truth> conditions = new(StringComparer.Ordinal);
    readonly ReferencePath conditionPath = new("conditions");

    bool InConditions => conditionPath.Any;

    /// <summary>The condition's value; an unknown name and a circle of conditions are reported.</summary>
    public Truth Condition(string name, SourcePosition position)
    {
        if (conditions.TryGetValue(name, out var known))
            return known;
        if (document.Conditions.Find(name) is not { } node)
        {
            problems.Error(position, $"There is no condition {name.Quoted()}.", problems.Known(name, document.Conditions.Entries.Keys));
            return Truth.Failed;
        }

        if (!conditionPath.TryEnter(name, position, problems))
            return Truth.Failed;
        var truth = conditions[name] = Nested(position, () => IsTrue(node));
        conditionPath.Leave();
        return truth;
    }

    /// <summary>Whether a condition of the resource is false. Unknown counts as there.</summary>
    public bool IsLeftOut(TemplateResource resource)
        => resource.Body.Entries.TryGetValue("Condition", out var entry)
            && entry.Value is ScalarNode name
            && Condition(name.Text, name.Position).Value == false;

    TemplateNode If(IntrinsicNode function)
    {
        const string Form = "!If [Condition, then, else]";
        if (Arguments(function, 3, 3, Form) is not { } arguments)
            return new ErrorNode(function.Position);
        if (arguments[0] is not ScalarNode { IsNull: false } name)
            return problems.Error(
                arguments[0].Position, $"The condition of !If is {arguments[0].Kind}.", $"The name of a condition: {Form}.");

        var truth = Condition(name.Text, name.Position);
        return truth.Value is { } chosen ? Resolve(arguments[chosen ? 1 : 2])
            : truth.Unknown is { } unknown ? UnresolvedNode.Of(function.Position, unknown.Name)
            : new ErrorNode(function.Position);
    }

    Truth IsTrue(TemplateNode node)
    {
        Spend(1, node.Position);
        return Nested(node.Position, () => node switch
        {
            IntrinsicNode { Name: "Condition", Argument: ScalarNode name } => Condition(name.Text, name.Position),
            MapNode { Entries.Count: 1 } map when map.Find("Condition") is ScalarNode name => Condition(name.Text, name.Position),
            IntrinsicNode { Name: "Fn::Equals" } function => AreEqual(function),
            IntrinsicNode { Name: "Fn::Not" } function => Not(function),
            IntrinsicNode { Name: "Fn::And" } function => Several(function, decisive: false),
            IntrinsicNode { Name: "Fn::Or" } function => Several(function, decisive: true),
            _ => NoCondition(node),
        });
    }

    Truth NoCondition(TemplateNode node)
    {
        problems.Error(
            node.Position, $"A condition is {Found(node)}.",
            "!Equals, !And, !Or, !Not or !Condition.");
        return Truth.Failed;
    }

    Truth Not(IntrinsicNode function)
    {
        if (Arguments(function, 1, 1, "!Not [condition]") is not [var condition])
            return Truth.Failed;
        var truth = IsTrue(condition);
        return truth with { Value = !truth.Value };
    }

    // All are evaluated, so that an error in one is told whatever the others are.
    Truth Several(IntrinsicNode function, bool decisive)
    {
        if (Arguments(function, 2, 10, $"{Short(function)} [condition, condition, …] with 2 to 10 of them") is not { } arguments)
            return Truth.Failed;

        var truths = arguments.Select(IsTrue).ToList();
        return truths.Any(truth => truth == Truth.Failed) ? Truth.Failed
            : truths.Any(truth => truth.Value == decisive) ? new Truth(decisive)
            : truths.Any(truth => truth.Value is null) ? truths.First(truth => truth.Value is null)
            : new Truth(!decisive);
    }

    Truth AreEqual(IntrinsicNode function)
    {
        const string Form = "!Equals [value, value]";
        if (Arguments(function, 2, 2, Form) is not { } arguments)
            return Truth.Failed;

        var sides = arguments.Select(argument => Comparable(argument, $"The form is {Form}.")).ToList();
        return sides.OfType<UnresolvedNode>().FirstOrDefault() is { } unknown ? new Truth(null, unknown)
            : sides is [ScalarNode left, ScalarNode right] ? new Truth(left.Text == right.Text)
            : Truth.Failed;
    }

    // Lists, as list parameters give them, are equal when their items are.
    TemplateNode Comparable(TemplateNode argument, string form)
        => Resolve(argument) is ListNode list
            ? JoinItems(list, "\0", "An item of a list in !Equals", form, argument.Position)
            : ResolveText(argument, "A value in !Equals", form);
}
