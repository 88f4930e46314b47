using System.Text;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

partial class Evaluator
{
    TemplateNode Sub(IntrinsicNode function)
    {
        const string Form = "The form is !Sub text or !Sub [text, {Name: value}].";
        var (template, variables) = function.Argument switch
        {
            ScalarNode { IsNull: false } text => (text.Text, null),
            ListNode { Items: [ScalarNode { IsNull: false } text, MapNode map] } => (text.Text, map),
            ListNode { Items: [ScalarNode { IsNull: false } text] } => (text.Text, null),
            _ => (null, (MapNode?)null),
        };
        if (template is null)
            return problems.Error(
                function.Position, $"!Sub has {function.Argument.Kind}{(function.Argument is ListNode ? " of another form" : "")}.", Form);

        var parts = SubText.Parse(template);
        Spend(parts.Count, function.Position);
        if (parts is [{ IsVariable: true } only])
            return Variable(only.Text, variables, function.Position);

        var result = new TextBuilder();
        foreach (var part in parts)
        {
            if (part.IsVariable)
                result.Add(Variable(part.Text, variables, function.Position));
            else
                result.Add(part.Text);
            SpendTextSoFar(result, function.Position);
        }

        SpendText(result.Length, function.Position);
        return result.Build(function.Position);
    }

    TemplateNode Variable(string name, MapNode? variables, SourcePosition position)
    {
        if (!SubText.IsName(name))
            return problems.Error(
                position, $"{("${" + name + "}").Quoted()} in !Sub is not a name.",
                "Letters, digits, '_', '.' and ':'; ${!text} for the text ${text} itself.");

        var value = variables?.Find(name) is { } given ? Resolve(given)
            : !name.Contains('.', StringComparison.Ordinal) || parameters.Find(name) is not null ? Lookup(name, position)
            : Attribute(name.Split('.', 2)[0], name.Split('.', 2)[1], position);
        return value switch
        {
            ListNode or MapNode or NoValueNode or ScalarNode { IsNull: true } => problems.Error(
                position, $"{("${" + name + "}").Quoted()} in !Sub is {value.Kind}, not a text.", "A text; a list is joined with !Join."),
            _ => value,
        };
    }

    TemplateNode Join(IntrinsicNode function)
    {
        const string Form = "!Join [delimiter, [value, …]]";
        if (Arguments(function, 2, 2, Form) is not { } arguments)
            return new ErrorNode(function.Position);
        if (arguments[0] is not ScalarNode delimiter)
            return problems.Error(arguments[0].Position, $"The delimiter of !Join is {arguments[0].Kind}.", $"The form is {Form}.");

        return Resolve(arguments[1]) switch
        {
            ListNode list => JoinItems(list, delimiter.Text, "A value in !Join", $"The form is {Form}.", function.Position),
            UnresolvedNode unresolved => UnresolvedNode.Of(function.Position, unresolved.Name),
            ErrorNode => new ErrorNode(function.Position),
            var other => problems.Error(function.Position, $"!Join joins {other.Kind}.", $"A list: {Form}."),
        };
    }

    TemplateNode JoinItems(ListNode list, string delimiter, string what, string form, SourcePosition position)
    {
        var result = new TextBuilder();
        var first = true;
        foreach (var item in list.Items)
        {
            var value = ResolveText(item, what, form);
            if (value is NoValueNode)
                continue;
            if (!first)
                result.Add(delimiter);
            result.Add(value);
            first = false;
            SpendTextSoFar(result, position);
        }

        SpendText(result.Length, position);
        return result.Build(position);
    }

    void SpendTextSoFar(TextBuilder text, SourcePosition position)
    {
        if (text.Length > TemplateLimits.TextLength)
            SpendText(text.Length, position);
    }

    TemplateNode Base64(IntrinsicNode function)
    {
        var value = ResolveText(function.Argument, "The argument of !Base64", "The form is !Base64 text.");
        if (value is not ScalarNode text)
            return value is UnresolvedNode unresolved ? UnresolvedNode.Of(function.Position, unresolved.Name) : NoText(value, function);

        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Text));
        SpendText(encoded.Length, function.Position);
        return new ScalarNode(function.Position, encoded);
    }

    ErrorNode NoText(TemplateNode value, IntrinsicNode function)
        => value is NoValueNode ? problems.Error(
            function.Position, $"{Short(function)} has {value.Kind}.", "A text.") : new ErrorNode(function.Position);
}
