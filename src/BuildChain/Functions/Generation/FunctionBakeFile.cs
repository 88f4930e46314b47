using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BuildChain.Bake;

namespace BuildChain.Functions.Generation;

/// <summary>The generated bake file: a target per function, all of them in one group, on top of what the repository's own bake file shares.</summary>
static class FunctionBakeFile
{
    const string Common = "_function";

    static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="root">The repository's root: paths below it are written relative to it.</param>
    public static string Render(FunctionApp app, GenerationLayout layout, string root)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteStartObject("group");
            json.WriteStartObject(FunctionTargets.Group);
            Texts(json, "targets", app.Functions.Select(FunctionTargets.Of));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("target");
            Shared(json, layout, Template(app, root));
            foreach (var function in app.Functions)
                Function(json, function, layout, root);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    static void Shared(Utf8JsonWriter json, GenerationLayout layout, string template)
    {
        json.WriteStartObject(Common);
        Texts(json, "inherits", ["_image"]);
        Map(json, "contexts", ("meta", HclText.Escape(layout.Meta)));
        Map(json, "labels", ($"{BrandNames.Labels}kind", "function"), ($"{BrandNames.Labels}template", HclText.Escape(template)));
        json.WriteEndObject();
    }

    static void Function(Utf8JsonWriter json, FunctionSpec function, GenerationLayout layout, string root)
    {
        if (function.Code is ImageCode image)
            OwnImage(json, function, image, root);

        var target = FunctionTargets.Of(function);
        json.WriteStartObject(target);
        Texts(json, "inherits", [Common]);
        json.WriteString("context", HclText.Escape(layout.Context(function)));
        Map(json, "contexts", function.Code is ImageCode
            ? [("own", "target:" + FunctionTargets.Own(function))]
            : [("lambda-base", LambdaBase), .. function.Layers.Select((layer, index) => (FunctionDockerfile.LayerContext(index), HclText.Escape(layout.Layer(layer))))]);
        Texts(json, "tags", [$"${{image({Literal(function.Name)})}}"]);
        Map(json, "labels", ($"{BrandNames.Labels}function", HclText.Escape(function.Name)));
        json.WriteString("cache-from", $"${{local_cache({Literal(FunctionTargets.Group)}, {Literal(target)})}}");
        json.WriteEndObject();
    }

    /// <summary>The function's own Dockerfile, where it is. It may stand on the lambda base, as the image of that name.</summary>
    static void OwnImage(Utf8JsonWriter json, FunctionSpec function, ImageCode image, string root)
    {
        json.WriteStartObject(FunctionTargets.Own(function));
        Texts(json, "inherits", ["_common"]);
        json.WriteString("context", HclText.Escape(Location(root, image.Context)));
        json.WriteString("dockerfile", HclText.Escape(Path.GetRelativePath(image.Context, image.Dockerfile).Replace('\\', '/')));
        if (image.TargetStage is { } stage)
            json.WriteString("target", HclText.Escape(stage));
        Map(json, "contexts", ("lambda-base", LambdaBase));
        Map(json, "args", [.. image.BuildArgs.OrderBy(arg => arg.Key, StringComparer.Ordinal).Select(arg => (arg.Key, HclText.Escape(arg.Value)))]);
        json.WriteEndObject();
    }

    const string LambdaBase = "${base(\"lambda-base\")}";

    /// <summary>The template as every clone names it: a label must not have this machine's paths.</summary>
    internal static string Template(FunctionApp app, string root)
        => LocalPath.Relative(root, app.TemplatePath) is var relative && Path.IsPathRooted(relative) ? Path.GetFileName(relative) : relative;

    /// <summary>A path that buildx takes for nothing else, such as a URL.</summary>
    static string Location(string root, string directory)
    {
        var relative = LocalPath.Relative(root, directory);
        return LocalPath.Is(relative) ? relative : "./" + relative;
    }

    /// <summary>A text as a literal within an expression.</summary>
    static string Literal(string text) => HclText.Escape(JsonText.Quoted(text));

    static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    static void Map(Utf8JsonWriter json, string name, params IReadOnlyList<(string Key, string Value)> entries)
    {
        if (entries.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in entries)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
