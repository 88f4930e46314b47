using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildChain.EndToEnd;

/// <summary>A run as JSON for programs.</summary>
/// <remarks>
/// <code>
/// { "schema": 1, "profile", "mode", "env", "tag", "project", "gateway", "succeeded": bool,
///   "phases": [{ "phase", "outcome": "succeeded|failed|timed out|cancelled|skipped", "started"?, "seconds", "problem"? }],
///   "images": [{ "reference", "digest", "status" }], "versions": { "engine": "28.5.2" },
///   "scenarios": [{ "suite", "class", "name", "outcome": "passed|failed|skipped", "seconds", "message"?, "requests": [] }],
///   "logs": [{ "container", "file" }] }                  // file: relative to this one
/// </code>
/// </remarks>
public static class RunJsonFile
{
    static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(RunResult run)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
            Write(json, run);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    static void Write(Utf8JsonWriter json, RunResult run)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("profile", run.Profile.Name);
        json.WriteString("mode", run.Profile.Mode);
        json.WriteString("env", run.Profile.Env);
        json.WriteString("tag", run.Tag);
        json.WriteString("project", run.Project);
        json.WriteString("gateway", run.Gateway);
        json.WriteBoolean("succeeded", run.Succeeded);
        Objects(json, "phases", run.Phases, Phase);
        Objects(json, "images", run.Images, Image);
        json.WriteStartObject("versions");
        foreach (var (name, version) in run.Versions.OrderBy(version => version.Key, StringComparer.Ordinal))
            json.WriteString(name, version);
        json.WriteEndObject();
        Objects(json, "scenarios", run.Scenarios, Scenario);
        Objects(json, "logs", run.Logs, (writer, log) =>
        {
            writer.WriteString("container", log.Container);
            writer.WriteString("file", Path.GetRelativePath(run.Directory, log.File).Replace('\\', '/'));
        });
        json.WriteEndObject();
    }

    static void Phase(Utf8JsonWriter json, PhaseResult phase)
    {
        json.WriteString("phase", PhaseNames.Of(phase.Phase));
        json.WriteString("outcome", PhaseNames.Of(phase.Outcome));
        if (phase.Started is { } started)
            json.WriteString("started", started.UtcDateTime);
        json.WriteNumber("seconds", Math.Round(phase.Duration.TotalSeconds, 3));
        Optional(json, "problem", phase.Problem);
    }

    static void Image(Utf8JsonWriter json, RunImage image)
    {
        json.WriteString("reference", image.Reference);
        json.WriteString("digest", image.Digest);
        json.WriteString("status", image.Status);
    }

    static void Scenario(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteString("suite", scenario.Suite);
        json.WriteString("class", scenario.ClassName);
        json.WriteString("name", scenario.Name);
        json.WriteString("outcome", scenario.Outcome.ToString().ToLowerInvariant());
        json.WriteNumber("seconds", Math.Round(scenario.Duration.TotalSeconds, 3));
        Optional(json, "message", scenario.Message);
        json.WriteStartArray("requests");
        foreach (var id in RequestLines.Ids(scenario))
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    static void Optional(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
            json.WriteString(name, text);
    }

    static void Objects<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
