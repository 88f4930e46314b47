using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BuildChain.Functions.Yaml;

partial class NodeReader
{
    const string MergeKey = "<<";

    TemplateNode ReadMap(ParsingEvent start)
    {
        var own = new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal);
        var merged = new List<MapEntry>();
        while (Next() is var next and not MappingEnd)
        {
            if (next is not Scalar key)
                throw problems.Fatal(At(next.Start), "A key is not a text.", "Keys are texts, such as Handler: app.handler.");

            Count(1, key);
            var position = At(key.Start);
            var entry = new MapEntry(position, ReadNode(Next()));
            if (key.Value == MergeKey && key.Style == ScalarStyle.Plain)
                merged.Add(entry);
            else if (!own.TryAdd(key.Value, entry))
                problems.Error(
                    position, $"The key {key.Value.Quoted()} is there twice, first at {own[key.Value].KeyPosition}.",
                    "Each key once in a map.");
        }

        return AsFunction(new MapNode(At(start.Start), merged.Count == 0 ? own : Merge(merged, own, start)));
    }

    // YAML's merge: the map's own keys win, then the maps in their order.
    OrderedDictionary<string, MapEntry> Merge(List<MapEntry> merged, OrderedDictionary<string, MapEntry> own, ParsingEvent start)
    {
        var result = new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal);
        foreach (var source in merged.SelectMany(entry => entry.Value is ListNode list ? list.Items : [entry.Value]))
        {
            if (source is not MapNode map)
            {
                problems.Error(source.Position, $"'<<' merges {source.Kind}.", "A map or a list of maps, such as <<: *defaults.");
                continue;
            }

            Count(map.Entries.Count, start);
            foreach (var (key, entry) in map.Entries)
                result.TryAdd(key, entry);
        }

        foreach (var (key, entry) in own)
            result[key] = entry;
        return result;
    }

    static TemplateNode AsFunction(MapNode map)
        => map.Entries.Count == 1 && map.Entries.GetAt(0) is var (name, entry) && IntrinsicNames.IsKey(name)
            ? new IntrinsicNode(map.Position, name, entry.Value)
            : map;
}
