using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>Reads tables and buckets.</summary>
sealed class StoreReader(TemplateContext context, TemplateResource resource)
{
    const string KeyForm = "KeySchema: [{AttributeName: id, KeyType: HASH}], with RANGE for a sort key.";
    static readonly IReadOnlyList<string> KeyParts = ["Name", "Type"];
    readonly TemplateProblems problems = context.Problems;

    public BucketSpec? Bucket()
    {
        var (properties, own) = Properties();
        var name = Name(properties);
        properties.TellRest(resource.Id, own, KnownProperties.OfBucket);
        return name is not null ? new BucketSpec(resource.Id, name, resource.Position) : null;
    }

    /// <summary><c>AWS::Serverless::SimpleTable</c>: one key, by default the text <c>id</c>.</summary>
    public TableSpec? SimpleTable()
    {
        const string Accepted = "PrimaryKey: {Name: id, Type: String}; the type is String, Number or Binary.";
        var (properties, own) = Properties();
        var name = Name(properties);
        var key = new KeySpec("id", "S");
        if (properties.Map("PrimaryKey", Accepted) is { } primary)
        {
            foreach (var needed in KeyParts.Where(needed => !primary.Has(needed)))
                problems.Error(primary.Position, $"The PrimaryKey of {resource.Id} has no {needed}.", Accepted);
            var type = primary.Text("Type", text => text is "String" or "Number" or "Binary", Accepted);
            key = new KeySpec(primary.Text("Name", IsAttribute, Accepted) ?? key.Name, type?[..1] ?? key.Type);
        }

        properties.TellRest(resource.Id, own, KnownProperties.OfSimpleTable);
        return name is not null ? new TableSpec(resource.Id, name, key, null, [], resource.Position) : null;
    }

    /// <summary><c>AWS::DynamoDB::Table</c>.</summary>
    public TableSpec? Table()
    {
        var (properties, own) = Properties();
        var name = Name(properties);
        var types = AttributeTypes(properties);
        var (hash, range) = Keys(properties, resource.Position, types);
        var indexes = properties.Maps("GlobalSecondaryIndexes", "A map with IndexName, KeySchema and Projection.")
            .Select(index => Index(index, types)).OfType<IndexSpec>().ToList();
        foreach (var twice in indexes.GroupBy(index => index.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Error(resource.Position, $"The table {resource.Id} has two indexes {twice.Key.Quoted()}.", "Each IndexName once.");
        properties.TellRest(resource.Id, own, KnownProperties.OfTable);
        return name is not null && hash is not null ? new TableSpec(resource.Id, name, hash, range, indexes, resource.Position) : null;
    }

    (PropertyReader Properties, MapNode Own) Properties()
    {
        var (merged, own) = context.Globals.PropertiesOf(resource);
        return (new PropertyReader(merged, context.Evaluator, problems), own);
    }

    string? Name(PropertyReader properties)
    {
        var name = context.Names.Of(resource, resource.Position) as ScalarNode;
        properties.Find(ResourceNames.PropertyOf(resource.Type)!);
        return name?.Text;
    }

    static Dictionary<string, string> AttributeTypes(PropertyReader properties)
    {
        const string Accepted = "AttributeDefinitions: [{AttributeName: id, AttributeType: S}]; the type is S, N or B.";
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var definition in properties.Maps("AttributeDefinitions", Accepted))
        {
            var name = definition.Text("AttributeName", IsAttribute, Accepted);
            if (definition.Text("AttributeType", text => text is "S" or "N" or "B", Accepted) is { } type && name is not null)
                types[name] = type;
        }

        return types;
    }

    IndexSpec? Index(PropertyReader index, Dictionary<string, string> types)
    {
        var name = index.Text("IndexName", LegalNames.IsTable, LegalNames.TableForm);
        if (!index.Has("IndexName"))
            problems.Error(index.Position, "An index has no IndexName.", LegalNames.TableForm);
        var (hash, range) = Keys(index, index.Position, types);
        var projection = index.Map("Projection", "Projection: {ProjectionType: ALL}.");
        var kind = projection?.Text("ProjectionType", text => text is "ALL" or "KEYS_ONLY" or "INCLUDE", "ALL, KEYS_ONLY or INCLUDE.") ?? "ALL";
        var others = projection?.Texts("NonKeyAttributes", "A list of attribute names.") ?? [];
        foreach (var attribute in others.Where(attribute => !IsAttribute(attribute)))
            problems.Error(index.Position, $"{attribute.Quoted()} is not an attribute's name.", AttributeForm);
        return name is not null && hash is not null ? new IndexSpec(name, hash, range, kind, others) : null;
    }

    (KeySpec? Hash, KeySpec? Range) Keys(PropertyReader properties, SourcePosition owner, Dictionary<string, string> types)
    {
        var keys = new Dictionary<string, KeySpec>(StringComparer.Ordinal);
        var schema = properties.Maps("KeySchema", KeyForm);
        foreach (var key in schema)
        {
            var name = key.Text("AttributeName", IsAttribute, AttributeForm);
            var kind = key.Text("KeyType", text => text is "HASH" or "RANGE", KeyForm);
            if (name is null || kind is null)
                return (null, null);
            if (!types.TryGetValue(name, out var type))
                problems.Error(
                    key.PositionOf("AttributeName"), $"The key {name.Quoted()} is not in AttributeDefinitions.",
                    problems.Known(name, types.Keys));
            if (!keys.TryAdd(kind, new KeySpec(name, type ?? "S")))
                problems.Error(key.PositionOf("KeyType"), $"A second {kind} key.", KeyForm);
        }

        if (!keys.ContainsKey("HASH"))
            problems.Error(owner, $"The table {resource.Id} has a KeySchema without a HASH key, or none.", KeyForm);
        return (keys.GetValueOrDefault("HASH"), keys.GetValueOrDefault("RANGE"));
    }

    const string AttributeForm = "1 to 255 characters without control characters.";

    static bool IsAttribute(string text) => text.Length is > 0 and <= 255 && !text.Any(ShownText.IsInvisible);
}
