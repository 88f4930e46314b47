using System.Globalization;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions.Intrinsics;

partial class Evaluator
{
    TemplateNode Split(IntrinsicNode function)
    {
        const string Form = "!Split [delimiter, text]";
        if (Arguments(function, 2, 2, Form) is not { } arguments)
            return new ErrorNode(function.Position);
        if (arguments[0] is not ScalarNode { Text.Length: > 0 } delimiter)
            return problems.Error(
                arguments[0].Position, "The delimiter of !Split is not a text of at least one character.", $"The form is {Form}.");

        var source = ResolveText(arguments[1], "The source of !Split", $"The form is {Form}.");
        if (source is not ScalarNode text)
            return source is UnresolvedNode unresolved ? UnresolvedNode.Of(function.Position, unresolved.Name) : NoText(source, function);

        SpendText(text.Text.Length, function.Position);
        var parts = text.Text.Split(delimiter.Text);
        Spend(parts.Length, function.Position);
        return new ListNode(function.Position, [.. parts.Select(part => new ScalarNode(function.Position, part))]);
    }

    TemplateNode Select(IntrinsicNode function)
    {
        const string Form = "!Select [index, list]";
        if (Arguments(function, 2, 2, Form) is not { } arguments)
            return new ErrorNode(function.Position);

        var index = ResolveText(arguments[0], "The index of !Select", $"The form is {Form}.");
        return (index, Resolve(arguments[1])) switch
        {
            (ErrorNode, _) or (_, ErrorNode) => new ErrorNode(function.Position),
            (UnresolvedNode unresolved, _) => UnresolvedNode.Of(function.Position, unresolved.Name),
            (_, UnresolvedNode unresolved) => UnresolvedNode.Of(function.Position, unresolved.Name),
            (ScalarNode number, ListNode list) => ItemAt(list, number, function.Position),
            var (_, other) => problems.Error(function.Position, $"!Select selects from {other.Kind}.", $"The form is {Form}."),
        };
    }

    TemplateNode ItemAt(ListNode list, ScalarNode number, SourcePosition position)
    {
        var items = Items(list).ToList();
        return int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count
            ? items[index]
            : problems.Error(
                position, $"!Select has the index {number.Text.Quoted()}.",
                items.Count == 0 ? "The list is empty." : $"The list has the items 0 to {items.Count - 1}.");
    }

    TemplateNode FindInMap(IntrinsicNode function)
    {
        const string Form = "!FindInMap [Map, key, key]";
        if (Arguments(function, 3, 4, Form) is not { } arguments)
            return new ErrorNode(function.Position);

        var names = arguments.Take(3).Select(argument => ResolveText(argument, "A key of !FindInMap", $"The form is {Form}.")).ToList();
        if (names.OfType<UnresolvedNode>().FirstOrDefault() is { } unresolved)
            return UnresolvedNode.Of(function.Position, unresolved.Name);
        if (names is not [ScalarNode map, ScalarNode top, ScalarNode second])
            return names.Find(name => name is NoValueNode) is { } none ? NoText(none, function) : new ErrorNode(function.Position);

        // The fourth is what AWS::LanguageExtensions adds: {DefaultValue: value}.
        var otherwise = arguments.Count == 4 && arguments[3] is MapNode extension ? extension.Find("DefaultValue") : null;
        return FindIn(document.Mappings, map, "mapping", otherwise is not null) is not { } keys ? Otherwise()
            : FindIn(keys, top, $"key in {map.Text.Printable()}", otherwise is not null) is not { } values ? Otherwise()
            : FindIn(values, second, $"key in {map.Text.Printable()}.{top.Text.Printable()}", otherwise is not null) is not { } value ? Otherwise()
            : Resolve(value);

        TemplateNode Otherwise() => otherwise is null ? new ErrorNode(function.Position) : Resolve(otherwise);
    }

    TemplateNode? FindIn(TemplateNode container, ScalarNode key, string what, bool mayLack)
    {
        if (container is not MapNode map)
        {
            problems.Error(
                container.Position, $"A mapping has {container.Kind} where a map of keys belongs.", "Mappings: Map: key: key: value.");
            return null;
        }

        var value = map.Find(key.Text);
        if (value is null && !mayLack)
            problems.Error(key.Position, $"There is no {what} {key.Text.Quoted()}.", problems.Known(key.Text, map.Entries.Keys));
        return value;
    }
}
