using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BuildChain.Compose;

/// <summary>Turns YAML into nodes: aliases resolved, merge keys (<c>&lt;&lt;</c>) applied. Recursion is bounded.</summary>
sealed class ComposeYaml
{
    const int MostLevels = 128, MostNodes = 100_000;

    readonly string _file;
    readonly Parser _parser;

    /// <summary>What anchors name, and of how many nodes it is; no node while its own text is being read.</summary>
    readonly Dictionary<string, (ComposeNode? Node, int Nodes)> _anchors = new(StringComparer.Ordinal);

    int _level;
    int _nodes;

    ComposeYaml(string text, string file) => (_file, _parser) = (file, new Parser(new StringReader(text)));

    /// <param name="file">As positions show it.</param>
    /// <param name="shape">What a file that is no mapping is told.</param>
    /// <exception cref="BuildChainException">No YAML, with its place.</exception>
    public static ComposeMap Read(string text, string file, string shape = "a compose file is a mapping with 'services'")
    {
        var reader = new ComposeYaml(text, file);
        try
        {
            return reader.Document() as ComposeMap ?? throw new BuildChainException($"{new SourcePosition(file, 1, 1)}: {shape}", $"Correct {file}.");
        }
        catch (Exception e) when (e is not BuildChainException)
        {
            // Not only YamlException: the parser lets some damage out as ArgumentOutOfRange or InvalidOperation.
            var at = e is YamlException { Start.Line: > 0 } yaml ? yaml.Start : reader._parser.Current?.End ?? new Mark(0, 1, 1);
            throw new BuildChainException($"{reader.At(at)}: not YAML: {e.InnerException?.Message ?? e.Message}", $"Correct {file}: {shape}.", e);
        }
    }

    ComposeNode Document()
    {
        Next(); // The stream's start.
        if (Next() is not DocumentStart)
            return new ComposeMap([], new SourcePosition(_file, 1, 1));
        var root = Node(Next());
        Next(); // The document's end.
        return Next() is StreamEnd ? root
            : throw new BuildChainException($"{At(_parser.Current!.Start)}: a second YAML document begins", $"Leave one document in {_file}, without another '---'.");
    }

    ComposeNode Node(ParsingEvent start)
    {
        if (start is AnchorAlias alias)
            return Alias(alias);
        var before = Count(1, start);
        var anchor = start is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        if (anchor is not null)
            _anchors[anchor] = (null, 0);
        var node = Content(start);
        if (anchor is not null)
            _anchors[anchor] = (node, _nodes - before);
        return node;
    }

    ComposeNode Content(ParsingEvent start)
    {
        if (start is Scalar scalar)
            return new ComposeScalar(scalar.Value, At(start.Start));
        if (++_level > MostLevels)
            throw new BuildChainException($"{At(start.Start)}: lists and mappings are nested too deep", $"At most {MostLevels} levels.");
        ComposeNode node = start is MappingStart ? Map(start) : List(start);
        _level--;
        return node;
    }

    ComposeNode Alias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var anchor))
            throw new BuildChainException($"{At(alias.Start)}: there is no anchor '&{name}' before '*{name}'. Known are: {NearestName.Describe(name, _anchors.Keys)}");
        Count(anchor.Nodes, alias);
        return anchor.Node
            ?? throw new BuildChainException($"{At(alias.Start)}: '*{name}' stands in its own anchor '&{name}', and so would have no end", "An alias repeats something that ended before it.");
    }

    ComposeList List(ParsingEvent start)
    {
        var items = new List<ComposeNode>();
        while (Next() is var next and not SequenceEnd)
            items.Add(Node(next));
        return new ComposeList(items, At(start.Start));
    }

    ComposeMap Map(ParsingEvent start)
    {
        var own = new OrderedDictionary<string, ComposeEntry>(StringComparer.Ordinal);
        var below = new List<ComposeMap>();
        while (Next() is var next and not MappingEnd)
        {
            if (next is not Scalar { Value: var name } key)
                throw new BuildChainException($"{At(next.Start)}: a key has to be a text");
            var value = Node(Next());
            if (name == "<<")
                below.AddRange((value is ComposeList list ? list.Values : [value]).Select(Mapping));
            else if (!own.TryAdd(name, new ComposeEntry(name, At(key.Start), value)))
                throw new BuildChainException($"{At(key.Start)}: the key '{name}' is there twice, first at {own[name].At}");
        }

        // Unlike compose's own merging, YAML's takes whole values: the first mapping that has the key wins.
        var inherited = below.SelectMany(lower => lower.Values).Where(entry => !own.ContainsKey(entry.Key)).DistinctBy(entry => entry.Key);
        return new ComposeMap([.. own.Values, .. inherited], At(start.Start));
    }

    static ComposeMap Mapping(ComposeNode node) => node as ComposeMap ?? throw new BuildChainException($"{node.At}: '<<' takes a mapping");

    /// <summary>Counts nodes, those of aliases as often as they stand there; gives how many there were before.</summary>
    int Count(int more, ParsingEvent at)
        => (_nodes += more) <= MostNodes ? _nodes - more : throw new BuildChainException($"{At(at.Start)}: too many values", $"At most {MostNodes}, those of aliases included.");

    ParsingEvent Next() => _parser.MoveNext() ? _parser.Current! : throw new InvalidOperationException("unexpected end");

    SourcePosition At(Mark mark) => new(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
