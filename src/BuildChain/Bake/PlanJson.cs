using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildChain.Bake;

/// <summary>A plan as JSON for programs.</summary>
/// <remarks>
/// <code>
/// { "schema": 1,
///   "files": ["docker-bake.hcl"], "requested": ["control-images-docker"],
///   "targets": [                                   // in dependency order
///     { "name", "requested": bool, "groups": [],
///       "images": ["127.0.0.1:5010/esb-x:tag"],
///       "outputs": ["type=local,dest=…"],
///       "links": [{ "context", "target" | "image", "present"?: bool }],
///       "contexts": [{ "name", "location", "local": bool, "exists": bool }],   // name "" is the main one
///       "dockerfile": "path" | null,               // null: inline or remote
///       "secrets": [{ "id", "source", "exists": bool }],                       // never a value
///       "platforms": [], "cacheFrom": [], "cacheTo": [],
///       "cache"?: { "directory", "present": bool, "bytes"?, "updated"? } }],   // updated: ISO 8601 UTC
///   "problems": [{ "target": "name" | null, "message", "remedy": "…" | null }] }
/// </code>
/// Fields may be added under the same schema number; none changes its meaning.
/// </remarks>
public static class PlanJson
{
    public const int Schema = 1;

    static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(BakePlan plan)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            Texts(json, "files", plan.Request.Files);
            Texts(json, "requested", plan.Request.Targets.Count == 0 ? ["default"] : plan.Request.Targets);
            Objects(json, "targets", plan.Targets, Target);
            Objects(json, "problems", plan.Problems, Problem);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    static void Target(Utf8JsonWriter json, PlannedTarget target)
    {
        json.WriteString("name", target.Name);
        json.WriteBoolean("requested", target.Requested);
        Texts(json, "groups", target.Groups);
        Texts(json, "images", target.Images);
        Texts(json, "outputs", target.Target.Outputs.Select(o => o.ToString()));
        Objects(json, "links", target.Links, Link);
        Objects(json, "contexts", target.Contexts, Context);
        json.WriteString("dockerfile", target.Dockerfile);
        Objects(json, "secrets", target.Secrets, Secret);
        Texts(json, "platforms", target.Target.Platforms);
        Texts(json, "cacheFrom", target.CacheFrom.Select(c => c.ToString()));
        Texts(json, "cacheTo", target.CacheTo.Select(c => c.ToString()));
        if (target.Cache is { } cache)
            Cache(json, cache);
    }

    static void Link(Utf8JsonWriter json, PlannedLink link)
    {
        json.WriteString("context", link.Context);
        json.WriteString(link.Target is null ? "image" : "target", link.Target ?? link.Image);
        if (link.Present is { } present)
            json.WriteBoolean("present", present);
    }

    static void Context(Utf8JsonWriter json, PlannedContext context)
    {
        json.WriteString("name", context.Name);
        json.WriteString("location", context.Location);
        json.WriteBoolean("local", context.IsLocal);
        json.WriteBoolean("exists", context.Exists);
    }

    static void Secret(Utf8JsonWriter json, PlannedSecret secret)
    {
        json.WriteString("id", secret.Id);
        json.WriteString("source", secret.Source);
        json.WriteBoolean("exists", secret.Exists);
    }

    static void Cache(Utf8JsonWriter json, CacheState cache)
    {
        json.WriteStartObject("cache");
        json.WriteString("directory", cache.Directory);
        json.WriteBoolean("present", cache.IsPresent);
        if (cache.Bytes is { } bytes)
            json.WriteNumber("bytes", bytes);
        if (cache.Updated is { } updated)
            json.WriteString("updated", updated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    static void Problem(Utf8JsonWriter json, PlanProblem problem)
    {
        json.WriteString("target", problem.Target);
        json.WriteString("message", problem.Message);
        json.WriteString("remedy", problem.Remedy);
    }

    static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    static void Objects<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
