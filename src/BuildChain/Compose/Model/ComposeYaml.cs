using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BuildChain.Compose;

/// <summary>Turns YAML into nodes: aliases resolved, merge keys (<c>&lt;&lt;</c>) applied.</summary>
sealed class ComposeYaml(string file)
{
    /// <param name="file">As positions show it.</param>
    /// <param name="shape">What a file that is no mapping is told.</param>
    /// <exception cref="BuildChainException">No YAML, with its place.</exception>
    public static ComposeMap Read(string text, string file, string shape = "a compose file is a mapping with 'services'")
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new BuildChainException($"{file}:{e.Start.Line}:{e.Start.Column}: not YAML: {e.InnerException?.Message ?? e.Message}", innerException: e);
        }

        var top = new SourcePosition(file, 1, 1);
        return stream.Documents.Count == 0 ? new ComposeMap([], top)
            : new ComposeYaml(file).Node(stream.Documents[0].RootNode) as ComposeMap
            ?? throw new BuildChainException($"{top}: {shape}");
    }

    SourcePosition At(YamlNode node) => new(file, (int)node.Start.Line, (int)node.Start.Column);

    ComposeNode Node(YamlNode node) => node switch
    {
        YamlMappingNode map => Map(map),
        YamlSequenceNode list => new ComposeList([.. list.Children.Select(Node)], At(node)),
        YamlScalarNode scalar => new ComposeScalar(scalar.Value ?? "", At(node)),
        _ => throw new BuildChainException($"{At(node)}: '{node}' has no place in a compose file"),
    };

    ComposeMap Map(YamlMappingNode map)
    {
        var own = new List<ComposeEntry>();
        var below = new List<ComposeMap>();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new BuildChainException($"{At(key)}: a key has to be a text");
            if (name == "<<")
                below.AddRange(Merged(value));
            else
                own.Add(new ComposeEntry(name, At(key), Node(value)));
        }

        // Unlike compose's own merging, YAML's takes whole values: the first mapping that has the key wins.
        var inherited = below.SelectMany(lower => lower.Values).Where(entry => own.TrueForAll(o => o.Key != entry.Key)).DistinctBy(entry => entry.Key);
        return new ComposeMap([.. own, .. inherited], At(map));
    }

    IEnumerable<ComposeMap> Merged(YamlNode value)
        => (value is YamlSequenceNode list ? list.Children : [value]).Select(Node)
            .Select(node => node as ComposeMap ?? throw new BuildChainException($"{node.At}: '<<' takes a mapping"));
}
