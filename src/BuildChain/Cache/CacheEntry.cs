namespace BuildChain.Cache;

/// <summary>Values of <c>cache-from</c> and <c>cache-to</c>: comma-separated, quoted as buildx's CSV reader wants it.</summary>
static class CacheEntry
{
    public static string Format(params (string Key, string Value)[] fields)
        => string.Join(',', fields.Select(field => Quote($"{field.Key}={field.Value}")));

    static string Quote(string field)
        => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
