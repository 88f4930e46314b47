using System.Text.RegularExpressions;

namespace Esb.Common.Configuration;

/// <summary><c>resources.yml</c>: the buckets and tables that functions use.</summary>
public sealed record ResourcesFile(IReadOnlyList<BucketConfiguration> Buckets, IReadOnlyList<TableConfiguration> Tables)
{
    /// <summary>No resource at all.</summary>
    public static ResourcesFile Empty { get; } = new([], []);

    /// <summary>Reads the file; throws <see cref="ConfigurationException"/>, or <see cref="IOException"/> when it cannot be read.</summary>
    public static ResourcesFile Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a text; throws <see cref="ConfigurationException"/>.</summary>
    /// <param name="file">How the file is called in messages.</param>
    public static ResourcesFile Parse(string yaml, string file = ConfigurationFile.Resources) =>
        ConfigurationFile.Parse(yaml, file, static root => ResourcesReader.Read(root.Knows("version", "buckets", "tables")));
}

/// <summary>An S3 bucket.</summary>
public sealed record BucketConfiguration(string Name, ConfigurationPosition Position);

/// <summary>A DynamoDB table.</summary>
/// <param name="HashKey">Its partition key.</param>
/// <param name="RangeKey">Its sort key, or null.</param>
public sealed record TableConfiguration(
    string Name,
    KeyConfiguration HashKey,
    KeyConfiguration? RangeKey,
    IReadOnlyList<IndexConfiguration> GlobalSecondaryIndexes,
    ConfigurationPosition Position)
{
    /// <summary>The key attributes of the table and of its indexes, each once.</summary>
    public IEnumerable<KeyConfiguration> KeyAttributes =>
        GlobalSecondaryIndexes.SelectMany(index => new[] { index.HashKey, index.RangeKey }).Prepend(RangeKey).Prepend(HashKey)
            .OfType<KeyConfiguration>().DistinctBy(key => key.Name);
}

/// <summary>A key attribute.</summary>
/// <param name="Type"><c>S</c> text, <c>N</c> number, <c>B</c> bytes.</param>
public sealed record KeyConfiguration(string Name, string Type);

/// <summary>A global secondary index.</summary>
/// <param name="Projection"><c>ALL</c>, <c>KEYS_ONLY</c> or <c>INCLUDE</c>.</param>
/// <param name="NonKeyAttributes">What <c>INCLUDE</c> includes.</param>
public sealed record IndexConfiguration(
    string Name, KeyConfiguration HashKey, KeyConfiguration? RangeKey, string Projection, IReadOnlyList<string> NonKeyAttributes);

static partial class ResourcesReader
{
    public static ResourcesFile Read(YamlMap root) => new(Buckets(root), Tables(root));

    static List<BucketConfiguration> Buckets(YamlMap root)
    {
        var buckets = new List<BucketConfiguration>();
        foreach (var map in root.List("buckets", "a bucket"))
        {
            var name = map.Knows("name").Text("name", BucketName, "3 to 63 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit");
            Once(map, name, "bucket", buckets.Find(bucket => bucket.Name == name)?.Position);
            buckets.Add(new BucketConfiguration(name, map.Position));
        }
        return buckets;
    }

    static List<TableConfiguration> Tables(YamlMap root)
    {
        var tables = new List<TableConfiguration>();
        foreach (var map in root.List("tables", "a table"))
        {
            map.Knows("name", "hashKey", "rangeKey", "globalSecondaryIndexes");
            var name = map.Text("name", TableName, "3 to 255 letters, digits, '_', '-' and '.'");
            Once(map, name, "table", tables.Find(table => table.Name == name)?.Position);
            tables.Add(Table(name, map));
        }
        return tables;
    }

    static TableConfiguration Table(string name, YamlMap map)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        return new TableConfiguration(
            name, Key(map, "hashKey", types), OptionalKey(map, "rangeKey", types),
            [.. map.List("globalSecondaryIndexes", "an index").Select(index => Index(index, types))], map.Position);
    }

    static IndexConfiguration Index(YamlMap map, Dictionary<string, string> types)
    {
        map.Knows("name", "hashKey", "rangeKey", "projection", "nonKeyAttributes");
        return new IndexConfiguration(
            map.Text("name", TableName, "3 to 255 letters, digits, '_', '-' and '.'"),
            Key(map, "hashKey", types), OptionalKey(map, "rangeKey", types),
            map.OneOf("projection", "ALL", "ALL", "KEYS_ONLY", "INCLUDE"), map.Texts("nonKeyAttributes"));
    }

    static KeyConfiguration Key(YamlMap map, string which, Dictionary<string, string> types)
    {
        if (OptionalKey(map, which, types) is { } key)
            return key;
        if (!map.Keys.Contains(which))
            map.Report($"there is no '{which}'");
        return new KeyConfiguration("", "S");
    }

    static KeyConfiguration? OptionalKey(YamlMap map, string which, Dictionary<string, string> types)
    {
        if (map.Map(which)?.Knows("name", "type") is not { } node)
            return null;
        var key = new KeyConfiguration(node.Text("name"), node.OneOf("type", null, "S", "N", "B"));
        if (!types.TryAdd(key.Name, key.Type) && types[key.Name] != key.Type)
            node.Report("type", $"attribute '{key.Name}' has type {key.Type} here and {types[key.Name]} above: an attribute has one type");
        return key;
    }

    static void Once(YamlMap map, string name, string what, ConfigurationPosition? earlier)
    {
        if (earlier is { } position && name.Length > 0)
            map.Report("name", $"{what} '{name}' is there twice; the other one is at {position}");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{3,255}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableName { get; }
}
