namespace BuildChain.Functions;

/// <summary>One function of a template, with <c>Globals</c> merged in and every value known.</summary>
public sealed record FunctionSpec
{
    /// <summary>The resource's key in the template: letters and digits.</summary>
    public required string LogicalId { get; init; }

    /// <summary>
    /// <c>FunctionName</c>, else the logical id, in lower case: <c>[a-z0-9]</c> with <c>_</c> and <c>-</c> between, at most 64
    /// characters, so that it can be part of an image name and of a bake target. Unique in the template.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Where the resource is defined.</summary>
    public required SourcePosition Position { get; init; }

    public required FunctionCode Code { get; init; }

    /// <summary>
    /// <c>module.function</c> for Python (always there); optional for <c>provided.*</c>; null for an image. Letters, digits and
    /// <c>_ . / : @ + -</c>.
    /// </summary>
    public string? Handler { get; init; }

    /// <summary><c>python3.x</c>, <c>provided.al2</c>, <c>provided.al2023</c> or <c>image</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>In the order in which they are unpacked into /opt: a later one wins.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; init; } = [];

    /// <summary>
    /// In the template's order, those of <c>Globals</c> first. Names are <c>[A-Za-z][A-Za-z0-9_]*</c>; values are any text without NUL,
    /// lines and quotes included. What is only known after deployment stands in a value as <c>unresolved:&lt;name&gt;</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>1 to 900.</summary>
    public int TimeoutSeconds { get; init; } = 3;

    /// <summary>128 to 10240.</summary>
    public int MemoryMiB { get; init; } = 128;

    /// <summary>Most concurrent invocations; null is unlimited, 0 is none.</summary>
    public int? ReservedConcurrency { get; init; }

    public IReadOnlyList<ScheduleSpec> Schedules { get; init; } = [];
}
