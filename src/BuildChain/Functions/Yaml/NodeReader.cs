using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BuildChain.Functions.Yaml;

/// <summary>
/// Makes the node tree of a template, YAML or JSON (which YAML includes). Recursion is bounded by <see cref="TemplateLimits.NodeDepth"/>.
/// </summary>
sealed partial class NodeReader
{
    readonly string file;
    readonly string text;
    readonly TemplateProblems problems;
    readonly Parser parser;
    readonly Dictionary<string, TemplateNode?> anchors = new(StringComparer.Ordinal);
    int nodes;
    int depth;

    NodeReader(string text, string file, TemplateProblems problems)
        => (this.text, this.file, this.problems, parser) = (text, file, problems, new Parser(new StringReader(text)));

    /// <exception cref="TemplateException">Not YAML, not a map, more than one document, or beyond the limits.</exception>
    public static MapNode Read(string text, string file, TemplateProblems problems)
    {
        var reader = new NodeReader(text, file, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (Exception e) when (e is not TemplateException)
        {
            // Not only YamlException: the parser lets some damage out as ArgumentOutOfRange or InvalidOperation.
            throw reader.SyntaxError(e);
        }
    }

    MapNode ReadDocument()
    {
        const string Form = "A template is one YAML or JSON map with a Resources section.";
        Next<StreamStart>();
        if (Next() is not DocumentStart)
            throw problems.Fatal(new SourcePosition(file, 1, 1), "The template is empty.", Form);

        var root = ReadNode(Next());
        Next<DocumentEnd>();
        if (Next() is not StreamEnd)
            throw problems.Fatal(
                At(parser.Current!.Start), "A second YAML document begins.", "One template in a file, without another '---'.");
        return root is MapNode map ? map : throw problems.Fatal(root.Position, $"The template is {root.Kind}.", Form);
    }

    TemplateNode ReadNode(ParsingEvent start)
    {
        Count(1, start);
        if (start is AnchorAlias alias)
            return ReadAlias(alias);

        var anchored = start as NodeEvent ?? throw new InvalidOperationException($"unexpected {start.GetType().Name}");
        var anchor = anchored.Anchor.IsEmpty ? null : anchored.Anchor.Value;
        if (anchor is not null)
            anchors[anchor] = null;

        var node = Tagged(anchored, ReadContent(start));
        if (anchor is not null)
            anchors[anchor] = node;
        return node;
    }

    TemplateNode ReadContent(ParsingEvent start)
    {
        if (start is Scalar scalar)
            return new ScalarNode(At(start.Start), scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);

        if (++depth > TemplateLimits.NodeDepth)
            throw problems.Fatal(At(start.Start), "Lists and maps are nested too deep.", $"At most {TemplateLimits.NodeDepth} levels.");
        TemplateNode node = start is SequenceStart ? ReadList(start) : ReadMap(start);
        depth--;
        return node;
    }

    ListNode ReadList(ParsingEvent start)
    {
        var items = new List<TemplateNode>();
        while (Next() is var next and not SequenceEnd)
            items.Add(ReadNode(next));
        return new ListNode(At(start.Start), items);
    }

    TemplateNode ReadAlias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        if (!anchors.TryGetValue(name, out var node))
            throw problems.Fatal(
                At(alias.Start), $"The alias {("*" + name).Quoted()} has no anchor before it.", problems.Known(name, anchors.Keys));
        return node ?? throw problems.Fatal(
            At(alias.Start), $"The alias {("*" + name).Quoted()} stands in its own anchor.",
            "An alias repeats something that ended before it.");
    }

    // A short form becomes what its long form is.
    TemplateNode Tagged(NodeEvent start, TemplateNode content)
    {
        var tag = start.Tag.IsEmpty ? "" : start.Tag.Value;
        if (tag.Length == 0 || tag == "!")
            return content;
        if (tag.StartsWith('!'))
            return new IntrinsicNode(content.Position, IntrinsicNames.OfTag(tag), content);

        const string Standard = "tag:yaml.org,2002:";
        return tag.StartsWith(Standard, StringComparison.Ordinal)
            && tag[Standard.Length..] is "str" or "int" or "float" or "bool" or "null" or "map" or "seq"
            ? content
            : problems.Error(
                content.Position, $"The YAML tag {tag.Quoted()} has no meaning in a template.",
                "Short forms of functions, such as !Ref and !Sub.");
    }

    void Count(int more, ParsingEvent at)
    {
        if ((nodes += more) > TemplateLimits.Nodes)
            throw problems.Fatal(
                At(at.Start), "The template has too many values.", $"At most {TemplateLimits.Nodes}, those that '<<' merges in included.");
    }

    ParsingEvent Next() => parser.MoveNext() ? parser.Current! : throw new InvalidOperationException("unexpected end");

    void Next<T>()
    {
        if (Next() is not T)
            throw new InvalidOperationException($"expected {typeof(T).Name}");
    }

    SourcePosition At(Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
