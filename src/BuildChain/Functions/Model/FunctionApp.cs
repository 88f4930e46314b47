namespace BuildChain.Functions;

/// <summary>All that the build and the runtime need of a template: values are evaluated, names are legal, paths lie below the template.</summary>
/// <param name="TemplatePath">Absolute.</param>
/// <param name="Functions">In the template's order; their names differ.</param>
/// <param name="Routes">In the order of the functions and their events; no two have the same API, path and method.</param>
/// <param name="Notices">What of the template has no effect here, in the template's order.</param>
public sealed record FunctionApp(
    string TemplatePath,
    IReadOnlyList<FunctionSpec> Functions,
    IReadOnlyList<RouteSpec> Routes,
    IReadOnlyList<BucketSpec> Buckets,
    IReadOnlyList<TableSpec> Tables,
    IReadOnlyList<TemplateNotice> Notices);

/// <summary>Something in a template that has no effect here, or not the effect it would have in AWS. No error.</summary>
public sealed record TemplateNotice(SourcePosition Position, string Text)
{
    /// <summary>What to do where a function will probably not run as it is; null for what merely has no effect.</summary>
    public string? Remedy { get; init; }

    public override string ToString() => Remedy is null ? $"{Position}: {Text}" : $"{Position}: {Text}{Environment.NewLine}  → {Remedy}";
}
