using System.Globalization;
using BuildChain.Functions.Intrinsics;
using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>
/// Reads the properties of a map. What is absent (or <c>AWS::NoValue</c>) is null; what is wrong is reported where it stands and is null, too.
/// </summary>
sealed class PropertyReader(MapNode map, Evaluator evaluator, TemplateProblems problems)
{
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    public MapNode Node => map;

    public SourcePosition Position => map.Position;

    /// <summary>Whether the property is there, right or wrong.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Where the property's value is written; a value that comes from elsewhere is judged where it is used.</summary>
    public SourcePosition PositionOf(string name) => map.Find(name)?.Position ?? map.Position;

    /// <summary>The value, evaluated; null when absent. An empty property is an error, as in CloudFormation.</summary>
    public TemplateNode? Find(string name)
    {
        read.Add(name);
        return map.Find(name) is not { } node ? null : evaluator.Resolve(node) switch
        {
            NoValueNode => null,
            ScalarNode { IsNull: true } => problems.Error(node.Position, $"{name} is empty.", $"A value, or no {name} at all."),
            var value => value,
        };
    }

    /// <summary>Leaves a property to another reader.</summary>
    public void Skip(string name) => read.Add(name);

    /// <summary>A text that is known before deployment.</summary>
    public string? Text(string name, string accepted)
        => Find(name) switch
        {
            null or ErrorNode => null,
            ScalarNode text => text.Text,
            UnresolvedNode unresolved => Unknown<string>(name, unresolved, accepted),
            var other => Wrong<string>(name, other, accepted),
        };

    /// <summary>A text of a certain form.</summary>
    public string? Text(string name, Func<string, bool> isLegal, string accepted)
        => Text(name, accepted) is not { } text ? null : isLegal(text) ? text : Wrong<string>(name, text.Quoted(), accepted);

    /// <summary>A whole number within limits.</summary>
    public int? Integer(string name, int least, int most, string unit)
    {
        var accepted = $"A whole number from {least} to {most}{unit}.";
        if (Text(name, accepted) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong<string>(name, text.Quoted(), accepted);
        return null;
    }

    public bool? Boolean(string name)
    {
        if (Text(name, "true or false.") is not { } text)
            return null;
        if (Truth(text) is { } truth)
            return truth;
        Wrong<string>(name, text.Quoted(), "true or false.");
        return null;
    }

    public PropertyReader? Map(string name, string accepted)
        => Find(name) switch
        {
            null or ErrorNode => null,
            MapNode value => new PropertyReader(value, evaluator, problems),
            UnresolvedNode unresolved => Unknown<PropertyReader>(name, unresolved, accepted),
            var other => Wrong<PropertyReader>(name, other, accepted),
        };

    /// <summary>The items, evaluated, without <c>AWS::NoValue</c>.</summary>
    public IReadOnlyList<TemplateNode>? List(string name, string accepted)
        => Find(name) switch
        {
            null or ErrorNode => null,
            ListNode list => [.. evaluator.Items(list)],
            UnresolvedNode unresolved => Unknown<IReadOnlyList<TemplateNode>>(name, unresolved, accepted),
            var other => Wrong<IReadOnlyList<TemplateNode>>(name, other, accepted),
        };

    /// <summary>A list of texts that are known before deployment; those that are not are reported and left out.</summary>
    public IReadOnlyList<string>? Texts(string name, string accepted)
    {
        if (List(name, accepted) is not { } items)
            return null;
        foreach (var item in items.Where(item => item is not (ScalarNode { IsNull: false } or ErrorNode)))
            problems.Error(item.Position, $"An item of {name} is {item.Kind}.", accepted);
        return [.. items.OfType<ScalarNode>().Select(item => item.Text)];
    }

    /// <summary>A list of maps; other items are reported and left out.</summary>
    public IReadOnlyList<PropertyReader> Maps(string name, string accepted)
    {
        var items = List(name, accepted) ?? [];
        foreach (var item in items.Where(item => item is not (MapNode or ErrorNode)))
            problems.Error(item.Position, $"An item of {name} is {item.Kind}.", accepted);
        return [.. items.OfType<MapNode>().Select(item => new PropertyReader(item, evaluator, problems))];
    }

    /// <summary>The entries of a map whose keys are names of the user's own.</summary>
    public IEnumerable<(string Key, SourcePosition KeyPosition, TemplateNode Value)> Entries
        => map.Entries.Select(entry => (entry.Key, entry.Value.KeyPosition, entry.Value.Value));

    /// <summary>Reported once per place: the value is not known before deployment, but the build needs it.</summary>
    T? Unknown<T>(string name, UnresolvedNode unresolved, string accepted)
        where T : class
    {
        problems.Error(
            PositionOf(name), NeededBefore(name, unresolved), unresolved.IsParameter ? $"{accepted} {Override}" : accepted);
        return null;
    }

    public const string Override = "A parameter without a default gets its value from --parameter-overrides.";

    public static string NeededBefore(string what, UnresolvedNode unresolved)
        => $"{what} is needed before deployment, but {unresolved.Name.Quoted()} has no value until then.";

    T? Wrong<T>(string name, TemplateNode value, string accepted)
        where T : class
        => Wrong<T>(name, value.Kind, accepted);

    T? Wrong<T>(string name, string value, string accepted)
        where T : class
    {
        problems.Error(PositionOf(name), $"{name} is {value}.", accepted);
        return null;
    }

    /// <summary>Tells what was not read: properties that are known but have no effect here in one notice, unknown ones each.</summary>
    /// <param name="what">Whose they are, such as <c>EchoFunction</c>.</param>
    /// <param name="own">The map as the resource itself has it: what comes from <c>Globals</c> is told there.</param>
    public void TellRest(string what, MapNode own, IReadOnlyCollection<string> known)
    {
        const string Documentation = "Description";
        var rest = own.Entries.Where(entry => !read.Contains(entry.Key) && entry.Key != Documentation).ToList();
        var without = rest.Where(entry => known.Contains(entry.Key)).ToList();
        if (without.Count > 0)
            problems.Notice(
                without[0].Value.KeyPosition, $"{what}: no effect here: {string.Join(", ", without.Select(entry => entry.Key))}.");
        foreach (var (name, entry) in rest.Where(entry => !known.Contains(entry.Key)))
            problems.Notice(entry.KeyPosition, $"{what}: unknown property {name.Quoted()}. {problems.Known(name, known.Union(read))}");
    }

    static bool? Truth(string text)
        => text.ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "ON" => true,
            "FALSE" or "NO" or "OFF" => false,
            _ => null,
        };
}
