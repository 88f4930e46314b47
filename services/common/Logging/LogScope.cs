namespace Esb.Common.Logging;

/// <summary>Fields that every line logged within <c>ILogger.BeginScope</c> gets; other kinds of scope are not written.</summary>
public sealed record LogScope(params IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    /// <summary>Text for those who write scopes as text.</summary>
    public override string ToString() => string.Join(' ', Fields.Select(field => $"{field.Key}={field.Value}"));

    /// <summary>Adds fields; one that is there already, whatever its first letter's case, stays as it is.</summary>
    internal static IEnumerable<KeyValuePair<string, object?>> Merge(
        IEnumerable<KeyValuePair<string, object?>> fields, IReadOnlyList<KeyValuePair<string, object?>> more) =>
        [.. fields, .. more.Where(field => !fields.Any(other => other.Key.Equals(field.Key, StringComparison.OrdinalIgnoreCase)))];
}
