using BuildChain.Functions.Intrinsics;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>
/// <c>Globals</c>, merged into resources by SAM's rules: a resource's own value wins over a text or function, maps are merged key by key, lists
/// are appended to the global list; where the kinds differ, the resource's own value wins.
/// </summary>
sealed class GlobalSections
{
    static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["Function"] = TemplateResource.Function,
        ["Api"] = TemplateResource.Api,
        ["HttpApi"] = TemplateResource.HttpApi,
        ["SimpleTable"] = TemplateResource.SimpleTable,
        ["LayerVersion"] = TemplateResource.Layer,
    };

    // What SAM takes, of which nothing has an effect here.
    static readonly IReadOnlyList<string> OtherSections = ["StateMachine", "CapacityProvider", "WebSocketApi"];

    readonly Dictionary<string, MapNode> sections = new(StringComparer.Ordinal);
    readonly Evaluator evaluator;
    readonly TemplateProblems problems;

    public GlobalSections(MapNode globals, Evaluator evaluator, TemplateProblems problems)
    {
        (this.evaluator, this.problems) = (evaluator, problems);
        foreach (var (name, entry) in globals.Entries)
        {
            if (entry.Value is ScalarNode { IsNull: true } || OtherSections.Contains(name))
                continue;
            if (!Types.TryGetValue(name, out var type))
                problems.Error(
                    entry.KeyPosition, $"Globals has no section {name.Quoted()}.", problems.Known(name, Types.Keys.Concat(OtherSections)));
            else if (entry.Value is not MapNode section)
                problems.Error(entry.Value.Position, $"Globals.{name} is {entry.Value.Kind}.", "A map of properties.");
            else
                sections[type] = Supported(name, type, section);
        }
    }

    /// <summary>The resource's properties with the globals of its type, and the properties as the resource itself has them.</summary>
    public (MapNode Merged, MapNode Own) PropertiesOf(TemplateResource resource)
    {
        var own = resource.Body.Find("Properties") switch
        {
            MapNode map => map,
            null or ScalarNode { IsNull: true } => Empty(resource.Position),
            var other => Wrong(resource, other),
        };
        return sections.TryGetValue(resource.Type, out var global) ? ((MapNode)Merge(Wanted(global, resource), own), own) : (own, own);
    }

    MapNode Supported(string name, string type, MapNode section)
    {
        var supported = KnownProperties.InGlobals(type);
        foreach (var (key, entry) in section.Entries.Where(entry => !supported.Contains(entry.Key)))
            problems.Notice(
                entry.KeyPosition, $"Globals.{name}: SAM takes no {key.Quoted()} there; it is left out. {problems.Known(key, supported)}");

        var result = Empty(section.Position);
        foreach (var (key, entry) in section.Entries.Where(entry => supported.Contains(entry.Key)))
            result.Entries.Add(key, entry);

        var without = result.Entries.Where(entry => !KnownProperties.HasEffect(type, entry.Key)).ToList();
        if (without.Count > 0)
            problems.Notice(
                without[0].Value.KeyPosition, $"Globals.{name}: no effect here: {string.Join(", ", without.Select(entry => entry.Key))}.");
        return result;
    }

    // The resource attribute IgnoreGlobals: "*", or a list of properties.
    MapNode Wanted(MapNode global, TemplateResource resource)
    {
        switch (resource.Body.Find("IgnoreGlobals"))
        {
            case null:
                return global;
            case ScalarNode { Text: "*" }:
                return Empty(global.Position);
            case ListNode list when list.Items.All(item => item is ScalarNode):
                return Without(global, [.. list.Items.Cast<ScalarNode>()]);
            case var other:
                problems.Error(other.Position, $"IgnoreGlobals is {other.Kind}.", "'*' or a list of properties.");
                return global;
        }
    }

    MapNode Without(MapNode global, IReadOnlyList<ScalarNode> ignored)
    {
        var wanted = new MapNode(global.Position, new OrderedDictionary<string, MapEntry>(global.Entries, StringComparer.Ordinal));
        foreach (var name in ignored.Where(name => !wanted.Entries.Remove(name.Text)))
            problems.Error(
                name.Position, $"IgnoreGlobals names {name.Text.Quoted()}, which Globals does not have.",
                problems.Known(name.Text, global.Entries.Keys));
        return wanted;
    }

    TemplateNode Merge(TemplateNode global, TemplateNode own)
    {
        evaluator.Spend(1, own.Position);
        if (global is MapNode globalMap && own is MapNode ownMap)
            return Merge(globalMap, ownMap);
        if (global is not ListNode globalList || own is not ListNode ownList)
            return own;

        evaluator.Spend(globalList.Items.Count + ownList.Items.Count, own.Position);
        return new ListNode(own.Position, [.. globalList.Items, .. ownList.Items]);
    }

    MapNode Merge(MapNode global, MapNode own)
    {
        evaluator.Spend(global.Entries.Count + own.Entries.Count, own.Position);
        var result = new MapNode(own.Position, new OrderedDictionary<string, MapEntry>(global.Entries, StringComparer.Ordinal));
        foreach (var (key, entry) in own.Entries)
            result.Entries[key] = result.Find(key) is { } inherited ? entry with { Value = Merge(inherited, entry.Value) } : entry;
        return result;
    }

    MapNode Wrong(TemplateResource resource, TemplateNode properties)
    {
        problems.Error(properties.Position, $"The Properties of {resource.Id} are {properties.Kind}.", "A map.");
        return Empty(resource.Position);
    }

    static MapNode Empty(SourcePosition position) => new(position, new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal));
}
