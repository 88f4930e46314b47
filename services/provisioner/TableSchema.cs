using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Esb.Common.Configuration;

namespace Esb.Provisioner;

/// <summary>A configured table in DynamoDB's terms.</summary>
static class TableSchema
{
    /// <summary>The request that creates it, billed on demand.</summary>
    public static CreateTableRequest Request(TableConfiguration table) => new()
    {
        TableName = table.Name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [.. table.KeyAttributes.Select(key => new AttributeDefinition(key.Name, ScalarAttributeType.FindValue(key.Type)))],
        KeySchema = Keys(table.HashKey, table.RangeKey),
        GlobalSecondaryIndexes = table.GlobalSecondaryIndexes is [] ? null : [.. table.GlobalSecondaryIndexes.Select(Index)],
    };

    /// <summary>What of an existing table is not as configured, as "what it is, what it should be"; null when it fits. More indexes do no harm.</summary>
    public static string? Difference(TableConfiguration table, TableDescription present)
    {
        var types = present.AttributeDefinitions.ToDictionary(attribute => attribute.AttributeName, attribute => attribute.AttributeType.Value, StringComparer.Ordinal);
        var differences = new List<string>();
        Compare("its key", Text(table.HashKey, table.RangeKey), Text(present.KeySchema, types), differences);
        var indexes = (present.GlobalSecondaryIndexes ?? []).ToDictionary(index => index.IndexName, StringComparer.Ordinal);
        foreach (var index in table.GlobalSecondaryIndexes)
        {
            var wanted = $"{Text(index.HashKey, index.RangeKey)}, projection {Projected(index.Projection, index.NonKeyAttributes)}";
            var actual = indexes.TryGetValue(index.Name, out var found)
                ? $"{Text(found.KeySchema, types)}, projection {Projected(found.Projection?.ProjectionType?.Value ?? "ALL", found.Projection?.NonKeyAttributes ?? [])}"
                : "missing";
            Compare($"index '{index.Name}'", wanted, actual, differences);
        }
        return differences is [] ? null : string.Join("; ", differences);
    }

    static void Compare(string what, string wanted, string actual, List<string> differences)
    {
        if (wanted != actual)
            differences.Add($"{what} is {actual}, configured is {wanted}");
    }

    static GlobalSecondaryIndex Index(IndexConfiguration index) => new()
    {
        IndexName = index.Name,
        KeySchema = Keys(index.HashKey, index.RangeKey),
        Projection = new Projection
        {
            ProjectionType = ProjectionType.FindValue(index.Projection),
            NonKeyAttributes = index.NonKeyAttributes is [] ? null : [.. index.NonKeyAttributes],
        },
    };

    static List<KeySchemaElement> Keys(KeyConfiguration hash, KeyConfiguration? range) =>
        range is null ? [new(hash.Name, KeyType.HASH)] : [new(hash.Name, KeyType.HASH), new(range.Name, KeyType.RANGE)];

    static string Text(KeyConfiguration hash, KeyConfiguration? range) =>
        range is null ? $"{hash.Name} ({hash.Type})" : $"{hash.Name} ({hash.Type}) + {range.Name} ({range.Type})";

    static string Text(IEnumerable<KeySchemaElement> keys, Dictionary<string, string> types) => string.Join(" + ", keys
        .OrderBy(key => key.KeyType == KeyType.RANGE)
        .Select(key => $"{key.AttributeName} ({types.GetValueOrDefault(key.AttributeName, "?")})"));

    static string Projected(string type, IEnumerable<string> attributes) =>
        type == "INCLUDE" ? $"INCLUDE {string.Join(", ", attributes.Order(StringComparer.Ordinal))}" : type;
}
