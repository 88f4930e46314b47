using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>A template's sections, found but not evaluated.</summary>
sealed class TemplateDocument
{
    static readonly IReadOnlyList<string> Sections =
    [
        "AWSTemplateFormatVersion", "Conditions", "Description", "Globals", "Hooks", "Mappings", "Metadata", "Outputs", "Parameters", "Resources",
        "Rules", "Transform",
    ];

    TemplateDocument(MapNode root, TemplateProblems problems)
    {
        Root = root;
        Parameters = Section(root, "Parameters", problems);
        Mappings = Section(root, "Mappings", problems);
        Conditions = Section(root, "Conditions", problems);
        Globals = Section(root, "Globals", problems);
        Resources = ReadResources(Section(root, "Resources", problems), problems);
    }

    public MapNode Root { get; }

    public MapNode Parameters { get; }

    public MapNode Mappings { get; }

    public MapNode Conditions { get; }

    public MapNode Globals { get; }

    /// <summary>In the template's order.</summary>
    public OrderedDictionary<string, TemplateResource> Resources { get; }

    /// <summary>Logical ids of entries that are no resources; what refers to them is no further error.</summary>
    public HashSet<string> BrokenResources { get; } = new(StringComparer.Ordinal);

    public static TemplateDocument Of(MapNode root, TemplateProblems problems)
    {
        foreach (var (name, entry) in root.Entries)
        {
            if (!Sections.Contains(name))
                problems.Notice(
                    entry.KeyPosition, $"The section {name.Quoted()} is not one of a template's. {problems.Known(name, Sections)}");
        }

        TellMacros(root.Find("Transform"), problems);
        if (root.Find("Resources") is null or ScalarNode { IsNull: true })
            problems.Error(root.Position, "The template has no Resources.", "Resources: with at least one function.");
        return new TemplateDocument(root, problems);
    }

    // Without AWS there is nobody to run them.
    static void TellMacros(TemplateNode? transform, TemplateProblems problems)
    {
        foreach (var macro in transform is ListNode list ? list.Items : transform is null ? [] : [transform])
        {
            var name = (macro is MapNode map ? map.Find("Name") : macro) as ScalarNode;
            if (name is not ({ Text: "AWS::Serverless-2016-10-31" } or { IsNull: true }))
                problems.Notice(macro.Position, $"The transform {name?.Text.Quoted() ?? macro.Kind} is not applied here.");
        }
    }

    static MapNode Section(MapNode root, string name, TemplateProblems problems)
    {
        switch (root.Find(name))
        {
            case MapNode map:
                return map;
            case IntrinsicNode { Name: var loop } node when loop.StartsWith(TemplateResource.Loop, StringComparison.Ordinal):
                // A section of one loop and nothing else looks like a function.
                TemplateResource.Refuse(loop, node.Position, problems);
                break;
            case { } node and not ScalarNode { IsNull: true }:
                problems.Error(node.Position, $"{name} is {node.Kind}.", $"{name} is a map.");
                break;
        }

        return new MapNode(root.Position, new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal));
    }

    OrderedDictionary<string, TemplateResource> ReadResources(MapNode section, TemplateProblems problems)
    {
        var resources = new OrderedDictionary<string, TemplateResource>(StringComparer.Ordinal);
        foreach (var (id, entry) in section.Entries)
        {
            if (TemplateResource.Of(id, entry, problems) is { } resource)
                resources.Add(id, resource);
            else
                BrokenResources.Add(id);
        }

        return resources;
    }
}
