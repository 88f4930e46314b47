using System.Globalization;
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
    /// <param name="contexts">Copies that are built from instead of the contexts themselves.</param>
    /// <param name="images">Folder, relative to the root, of the archives that images are written to where their times are rewritten.</param>
    internal static BakeOverride For(BakePlan plan, string run, FixedContexts contexts, string images)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteStartObject("target");
            foreach (var target in plan.Targets.OrderBy(t => t.Name, StringComparer.Ordinal))
                WriteTarget(json, plan, target, run, contexts, images);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return new BakeOverride(Encoding.UTF8.GetString(buffer.ToArray()) + "\n", [.. plan.Targets.SelectMany(t => CacheSettings(plan, t))]);
    }

    /// <inheritdoc cref="For(BakePlan, string, FixedContexts, string)"/>
    public static BakeOverride For(BakePlan plan, string run) => For(plan, run, FixedContexts.None, "");

    public static string RecordName(string target, string run) => $"{target}@{run}";

    static void WriteTarget(Utf8JsonWriter json, BakePlan plan, PlannedTarget target, string run, FixedContexts contexts, string images)
    {
        json.WriteStartObject(target.Name);
        WriteContexts(json, plan, target, contexts);
        WriteMap(json, "args", Args(plan, target, run));
        if (plan.Request.Labels.GetValueOrDefault(target.Name) is { Count: > 0 } labels)
            WriteMap(json, "labels", labels.OrderBy(l => l.Key, StringComparer.Ordinal));
        if (target.Target.HasResult && target.Images.Count > 0 && ImageOutput(plan, target, images) is { } output)
            WriteList(json, "output", target.Target.Outputs.Where(other => other.Type is not ("docker" or "image" or "registry")).Append(output));
        if (plan.Request.Cache.GetValueOrDefault(target.Name) is { } cache)
            WriteList(json, "cache-to", cache.To);
        json.WriteEndObject();
    }

    static IEnumerable<KeyValuePair<string, string>> Args(BakePlan plan, PlannedTarget target, string run)
    {
        if (new BuildxFeatures(plan.Docker.Buildx).History)
            yield return KeyValuePair.Create(BuildName, RecordName(target.Name, run));
        if (plan.Request.Epoch is { } epoch)
            yield return KeyValuePair.Create("SOURCE_DATE_EPOCH", epoch.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }

    static void WriteContexts(Utf8JsonWriter json, BakePlan plan, PlannedTarget target, FixedContexts contexts)
    {
        if (contexts.Main(target) is { } main)
            json.WriteString("context", HclText.Escape(main));
        if (contexts.Dockerfile(plan.Request.Root, target) is { } file)
            json.WriteString("dockerfile", HclText.Escape(file));
        WriteMap(json, "contexts", contexts.Named(target).Where(context => context.Key.Length > 0).Concat(Root(plan, target)).OrderBy(context => context.Key, StringComparer.Ordinal));
    }

    // BuildKit looks for a named context of the image's name before it asks a registry.
    static IEnumerable<KeyValuePair<string, string>> Root(BakePlan plan, PlannedTarget target)
        => plan.Request.RootLayout is { } root && target.Target.Args.Values.Contains(root.Image, StringComparer.Ordinal) ? [KeyValuePair.Create(root.Image, root.Context)] : [];

    /// <summary>
    /// The one image output that takes the place of those that are there; null where they stay. Pushing: <c>--push</c> would add one to those that
    /// load, and two exporters that give one name in the same image store fail each other ("already exists").
    /// </summary>
    static BakeAttributes? ImageOutput(BakePlan plan, PlannedTarget target, string images)
        => (plan.Request.Push, plan.Request.Epoch) switch
        {
            (true, null) => BakeAttributes.Of("image", ("push", "true")),
            (true, _) => BakeAttributes.Of("image", ("push", "true"), ("rewrite-timestamp", "true")),
            (false, null) => null,
            _ => BakeAttributes.Of("oci", ("dest", ImageArchives.Of(images, target)), ("rewrite-timestamp", "true")),
        };

    static void WriteList(Utf8JsonWriter json, string name, IEnumerable<BakeAttributes> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
            json.WriteStringValue(HclText.Escape(entry.ToString()));
        json.WriteEndArray();
    }

    static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        if (!values.Any())
            return;
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
