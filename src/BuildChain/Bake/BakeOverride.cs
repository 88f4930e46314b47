using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>What one bake changes about the resolved targets: labels, caches, the name of its build records.</summary>
/// <param name="Json">The generated bake file; '\n' line ends, targets in order.</param>
/// <param name="Settings">
/// Values for <c>--set</c>. A later bake file can only add to <c>cache-from</c>, so replacing it takes a setting.
/// </param>
public sealed record BakeOverride(string Json, IReadOnlyList<string> Settings)
{
    /// <summary>The build argument that names a build record. BuildKit itself reads it; it changes no cache key and no image.</summary>
    const string BuildName = "BUILDKIT_BUILD_NAME";

    static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="run">Name of this bake; build records are named <c>&lt;target&gt;@&lt;run&gt;</c>.</param>
    public static BakeOverride For(BakePlan plan, string run)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteStartObject("target");
            foreach (var target in plan.Targets.OrderBy(t => t.Name, StringComparer.Ordinal))
                WriteTarget(json, plan, target, run);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return new BakeOverride(Encoding.UTF8.GetString(buffer.ToArray()) + "\n", [.. plan.Targets.SelectMany(t => CacheSettings(plan, t))]);
    }

    public static string RecordName(string target, string run) => $"{target}@{run}";

    static void WriteTarget(Utf8JsonWriter json, BakePlan plan, PlannedTarget target, string run)
    {
        json.WriteStartObject(target.Name);
        if (new BuildxFeatures(plan.Docker.Buildx).History)
            WriteMap(json, "args", [KeyValuePair.Create(BuildName, RecordName(target.Name, run))]);
        if (plan.Request.Labels.GetValueOrDefault(target.Name) is { Count: > 0 } labels)
            WriteMap(json, "labels", labels.OrderBy(l => l.Key, StringComparer.Ordinal));
        if (plan.Request.Cache.GetValueOrDefault(target.Name) is { } cache)
        {
            json.WriteStartArray("cache-to");
            foreach (var entry in cache.To)
                json.WriteStringValue(HclText.Escape(entry.ToString()));
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
            json.WriteString(key, HclText.Escape(value));
        json.WriteEndObject();
    }

    static IEnumerable<string> CacheSettings(BakePlan plan, PlannedTarget target)
        => plan.Request.Cache.GetValueOrDefault(target.Name) is not { } cache || cache.From.SequenceEqual(target.Target.CacheFrom) ? []
            : cache.From.Count == 0 ? [$"{target.Name}.cache-from="]
            : cache.From.Select(entry => $"{target.Name}.cache-from={entry}");
}
