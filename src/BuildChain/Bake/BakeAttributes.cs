using System.Text;
using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>
/// An entry such as <c>type=local,src=dir</c> of <c>cache-from</c>, <c>cache-to</c>, <c>output</c>, <c>secret</c> or <c>attest</c>.
/// <c>bake --print</c> writes it as comma-separated text up to buildx 0.18 and as an object from 0.19 on.
/// </summary>
public sealed record BakeAttributes
{
    BakeAttributes(IEnumerable<KeyValuePair<string, string>> values)
        => Values = new SortedDictionary<string, string>(values.ToDictionary(v => v.Key, v => v.Value), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>The <c>type</c>, empty when it has none.</summary>
    public string Type => Values.GetValueOrDefault("type", "");

    public string? this[string key] => Values.GetValueOrDefault(key);

    public static BakeAttributes Of(string type, params (string Key, string Value)[] values)
        => new(values.Select(v => KeyValuePair.Create(v.Key, v.Value)).Prepend(KeyValuePair.Create("type", type)));

    /// <param name="bareKey">What a text without '=' stands for, with its type: <c>registry</c> and <c>ref</c> for a cache.</param>
    public static BakeAttributes Read(JsonElement element, (string Type, string Key) bareKey)
        => element.ValueKind == JsonValueKind.Object
            ? new BakeAttributes(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, JsonText.Of(p.Value))))
            : Parse(JsonText.Of(element), bareKey);

    public static BakeAttributes Parse(string text, (string Type, string Key) bareKey)
    {
        var fields = Fields(text);
        return fields.Count == 1 && !fields[0].Contains('=', StringComparison.Ordinal)
            ? Of(bareKey.Type, (bareKey.Key, fields[0]))
            : new BakeAttributes(fields.Select(f => f.Split('=', 2)).Select(f => KeyValuePair.Create(f[0].Trim(), f.Length > 1 ? f[1] : "")).DistinctBy(f => f.Key));
    }

    /// <summary>The comma-separated form, <c>type</c> first; every version of buildx reads it.</summary>
    public override string ToString()
        => string.Join(',', Values.OrderBy(v => v.Key == "type" ? 0 : 1).Select(v => Quote($"{v.Key}={v.Value}")));

    public bool Equals(BakeAttributes? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    static string Quote(string field)
        => field.AsSpan().IndexOfAny(',', '"') < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static List<string> Fields(string text)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(text[i]);
        }
        fields.Add(field.ToString());
        return fields;
    }
}

static class JsonText
{
    public static string Of(JsonElement element)
        => element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            _ => element.GetRawText(),
        };
}
