using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

partial class Evaluator
{
    TemplateNode Ref(IntrinsicNode function)
        => function.Argument is ScalarNode { Text: { Length: > 0 } name }
            ? Lookup(name, function.Position)
            : problems.Error(
                function.Position, $"!Ref has {(function.Argument is ScalarNode ? "nothing" : function.Argument.Kind)}.",
                "The form is !Ref Name, of a parameter or resource.");

    TemplateNode Lookup(string name, SourcePosition position)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal))
            return pseudoParameters.Find(name, position) ?? problems.Error(
                position, $"{name.Quoted()} is not a pseudo parameter.", problems.Known(name, PseudoParameters.Names));
        if (parameters.Find(name) is { } value)
            return value;
        if (Mentioned(name, position, parameters.Names.Concat(PseudoParameters.Names)) is not { } resource)
            return IsGenerated(name) ? UnresolvedNode.Of(position, name) : new ErrorNode(position);
        return name != resource.Id ? UnresolvedNode.Of(position, name)
            : NameOf(resource, position) ?? UnresolvedNode.Of(position, name, name);
    }

    TemplateNode GetAtt(IntrinsicNode function)
    {
        const string Form = "The form is !GetAtt Resource.Attribute.";
        var (resource, attribute) = ("", (TemplateNode?)null);
        if (function.Argument is ScalarNode { Text: var text } && text.Split('.', 2) is [{ Length: > 0 } before, { Length: > 0 } after])
            (resource, attribute) = (before, new ScalarNode(function.Position, after));
        else if (function.Argument is ListNode { Items: [ScalarNode first, var second] })
            (resource, attribute) = (first.Text, ResolveText(second, "The attribute of !GetAtt", Form));

        return attribute switch
        {
            ScalarNode name => Attribute(resource, name.Text, function.Position),
            UnresolvedNode or ErrorNode => attribute,
            _ => problems.Error(function.Position, $"!GetAtt has {Found(function.Argument)}.", Form),
        };
    }

    static string Found(TemplateNode argument) => argument is ScalarNode { IsNull: false } text ? text.Text.Quoted() : argument.Kind;

    TemplateNode Attribute(string resource, string attribute, SourcePosition position)
        => Mentioned(resource, position, []) is { Id: var id } ? UnresolvedNode.Of(position, $"{resource}.{attribute}", id)
            : IsGenerated(resource) ? UnresolvedNode.Of(position, $"{resource}.{attribute}")
            : new ErrorNode(position);

    TemplateNode ImportValue(IntrinsicNode function)
        => ResolveText(function.Argument, "The argument of !ImportValue", "The form is !ImportValue name.") switch
        {
            ScalarNode name => UnresolvedNode.Of(function.Position, $"ImportValue:{name.Text}"),
            UnresolvedNode name => UnresolvedNode.Of(function.Position, $"ImportValue:{name.Name}"),
            _ => new ErrorNode(function.Position),
        };

    /// <summary>Whether there is such a resource in the template; if not, and SAM makes none of that name, it is reported.</summary>
    public bool Exists(string id, SourcePosition position)
    {
        if (document.Resources.ContainsKey(id))
            return true;
        if (!IsGenerated(id) && !document.BrokenResources.Contains(id))
            problems.Error(position, $"There is no resource {id.Quoted()} in the template.", problems.Known(id, document.Resources.Keys));
        return false;
    }

    /// <summary>The resource of that name, noted as a reference; null with an error reported unless SAM generates one of that name.</summary>
    TemplateResource? Mentioned(string name, SourcePosition position, IEnumerable<string> others)
    {
        // "Layer.Version" and the like: attributes that SAM lets Ref have.
        var id = document.Resources.ContainsKey(name) ? name : name.Split('.', 2)[0];
        if (!document.Resources.TryGetValue(id, out var resource))
        {
            Spend(1 + (name.Length / 8), position);
            if (!IsGenerated(name) && !document.BrokenResources.Contains(id))
                problems.Error(
                    position, $"There is no {name.Quoted()} in the template.",
                    problems.Known(name, document.Resources.Keys.Concat(others)));
            return null;
        }

        if (InConditions)
        {
            problems.Error(
                position, $"A condition refers to the resource {id}.",
                "Conditions may refer to parameters, mappings and other conditions.");
            return null;
        }

        references.Add(new Reference(id, position));
        if (IsLeftOut(resource))
            problems.Error(
                position, $"The resource {id} is left out by its condition, but a value refers to it.",
                "!If with the same condition around the reference.");
        return resource;
    }

    /// <summary>
    /// Whether SAM makes a resource of that name: it names them by the resource they are made for (<c>EchoFunctionRole</c>), and implicit
    /// APIs <c>ServerlessRestApi…</c> and <c>ServerlessHttpApi…</c>.
    /// </summary>
    bool IsGenerated(string name)
        => name.StartsWith("ServerlessRestApi", StringComparison.Ordinal)
            || name.StartsWith("ServerlessHttpApi", StringComparison.Ordinal)
            || name.StartsWith("ServerlessDeploymentApplication", StringComparison.Ordinal)
            || ServerlessPrefix(name);

    // Looked up by every prefix, not by every resource: large templates have many of both.
    bool ServerlessPrefix(string name)
    {
        for (var length = Math.Min(name.Length - 1, 255); length > 0; length--)
        {
            if (document.Resources.TryGetValue(name[..length], out var resource) && resource.IsServerless && char.IsAsciiLetterUpper(name[length]))
                return true;
        }

        return false;
    }
}
