namespace BuildChain.Functions;

/// <summary>An S3 bucket.</summary>
/// <param name="Name">By S3's rules: 3 to 63 of <c>[a-z0-9.-]</c>. Without <c>BucketName</c> it is the logical id in lower case.</param>
public sealed record BucketSpec(string LogicalId, string Name, SourcePosition Position);

/// <summary>A DynamoDB table.</summary>
/// <param name="Name">3 to 255 of <c>[A-Za-z0-9_.-]</c>. Without <c>TableName</c> it is the logical id.</param>
public sealed record TableSpec(
    string LogicalId, string Name, KeySpec HashKey, KeySpec? RangeKey, IReadOnlyList<IndexSpec> GlobalSecondaryIndexes, SourcePosition Position);

/// <summary>A key attribute.</summary>
/// <param name="Type"><c>S</c>, <c>N</c> or <c>B</c>.</param>
public sealed record KeySpec(string Name, string Type);

/// <summary>A global secondary index.</summary>
/// <param name="Projection"><c>ALL</c>, <c>KEYS_ONLY</c> or <c>INCLUDE</c>.</param>
/// <param name="NonKeyAttributes">Empty unless the projection is <c>INCLUDE</c>.</param>
public sealed record IndexSpec(string Name, KeySpec HashKey, KeySpec? RangeKey, string Projection, IReadOnlyList<string> NonKeyAttributes);
