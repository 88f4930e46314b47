using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>What one bake changes about the resolved targets: labels, caches, pushed outputs, the name of its build records.</summary>
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
        if (plan.Request.Push && target.Target.HasResult && target.Images.Count > 0)
            WriteList(json, "output", PushedOutputs(target.Target));
        if (plan.Request.Cache.GetValueOrDefault(target.Name) is { } cache)
            WriteList(json, "cache-to", cache.To);
        json.WriteEndObject();
    }

    /// <summary>
    /// One image output that is pushed in the place of those that are loaded. <c>--push</c> would add one to them, and two exporters that
    /// give one name in the same image store fail each other ("already exists").
    /// </summary>
    static IEnumerable<BakeAttributes> PushedOutputs(BakeTarget target)
        => target.Outputs.Where(output => output.Type is not ("docker" or "image" or "registry"))
            .Append(BakeAttributes.Of("image", ("push", "true")));

    static void WriteList(Utf8JsonWriter json, string name, IEnumerable<BakeAttributes> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
            json.WriteStringValue(HclText.Escape(entry.ToString()));
        json.WriteEndArray();
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
