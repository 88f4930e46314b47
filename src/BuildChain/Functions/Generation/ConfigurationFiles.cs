using System.Text;

using BuildChain.Compose;

namespace BuildChain.Functions.Generation;

/// <summary>What the runtime reads of a template. The files know neither tag nor registry: one configuration serves images of every tag.</summary>
static class ConfigurationFiles
{
    const string Head = "# Written by GenerateFunctions from the SAM template: changes are lost.\nversion: 1\n";

    /// <summary>The three files by name.</summary>
    /// <param name="brand">What image names start with.</param>
    /// <param name="template">The template as labels of images name it.</param>
    public static IReadOnlyDictionary<string, string> Render(FunctionApp app, string brand, string template) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["functions.yml"] = StackFunctions.Head(template) + Functions(app, brand),
        ["routing.yml"] = Head + Sequence("routes", app.Routes.Select(Route)),
        ["resources.yml"] = Head + Sequence("buckets", app.Buckets.Select(bucket => YamlText.Map(("name", YamlText.Of(bucket.Name))))) + Tables(app),
    };

    static string Functions(FunctionApp app, string brand)
    {
        if (app.Functions.Count == 0)
            return "functions: {}\n";
        var text = new StringBuilder("functions:\n");
        foreach (var function in app.Functions)
            Function(text, function, brand);
        return text.ToString();
    }

    static void Function(StringBuilder text, FunctionSpec function, string brand)
    {
        void Entry(string key, string? written)
        {
            if (written is not null)
                text.Append("    ").Append(key).Append(": ").Append(written).Append('\n');
        }

        text.Append("  ").Append(YamlText.Of(function.Name)).Append(":\n");
        Entry("logicalId", YamlText.Of(function.LogicalId));
        Entry("image", YamlText.Of($"{brand}-{function.Name}"));
        Entry("runtime", YamlText.Of(function.Runtime));
        Entry("handler", Optional(function.Handler));
        Entry("timeout", YamlText.Of(function.TimeoutSeconds));
        Entry("memory", YamlText.Of(function.MemoryMiB));
        Entry("reservedConcurrency", function.ReservedConcurrency is { } most ? YamlText.Of(most) : null);
        if (function.Environment.Count > 0)
            text.Append("    environment:\n");
        foreach (var (name, value) in function.Environment)
            text.Append("      ").Append(YamlText.Of(name)).Append(": ").Append(YamlText.Of(value)).Append('\n');
        if (function.Schedules.Count > 0)
            text.Append("    schedules:\n");
        foreach (var schedule in function.Schedules)
            text.Append("      - ").Append(Schedule(schedule)).Append('\n');
    }

    static string Schedule(ScheduleSpec schedule) => YamlText.Map(
        ("name", YamlText.Of(schedule.Name)), ("expression", YamlText.Of(schedule.Expression)), ("input", Optional(schedule.Input)), ("enabled", YamlText.Of(schedule.Enabled)));

    static string Route(RouteSpec route) => YamlText.Map(
        ("path", YamlText.Of(route.Path)), ("method", YamlText.Of(route.Method)), ("function", YamlText.Of(route.FunctionName)),
        ("payload", YamlText.Of(route.PayloadVersion)), ("api", YamlText.Of(route.Api)), ("stage", YamlText.Of(route.Stage)));

    static string Tables(FunctionApp app)
    {
        if (app.Tables.Count == 0)
            return "tables: []\n";
        var text = new StringBuilder("tables:\n");
        foreach (var table in app.Tables)
        {
            text.Append("  - name: ").Append(YamlText.Of(table.Name)).Append('\n');
            text.Append("    hashKey: ").Append(Key(table.HashKey)).Append('\n');
            if (table.RangeKey is { } range)
                text.Append("    rangeKey: ").Append(Key(range)).Append('\n');
            if (table.GlobalSecondaryIndexes.Count > 0)
                text.Append("    globalSecondaryIndexes:\n");
            foreach (var index in table.GlobalSecondaryIndexes)
                text.Append("      - ").Append(Index(index)).Append('\n');
        }
        return text.ToString();
    }

    static string Index(IndexSpec index) => YamlText.Map(
        ("name", YamlText.Of(index.Name)), ("hashKey", Key(index.HashKey)), ("rangeKey", index.RangeKey is { } range ? Key(range) : null),
        ("projection", YamlText.Of(index.Projection)),
        ("nonKeyAttributes", index.NonKeyAttributes.Count > 0 ? YamlText.List(index.NonKeyAttributes.Select(YamlText.Of)) : null));

    static string Key(KeySpec key) => YamlText.Map(("name", YamlText.Of(key.Name)), ("type", YamlText.Of(key.Type)));

    static string? Optional(string? value) => value is null ? null : YamlText.Of(value);

    static string Sequence(string name, IEnumerable<string> items)
    {
        var lines = items.Select(item => $"  - {item}\n").ToList();
        return lines.Count == 0 ? $"{name}: []\n" : $"{name}:\n{string.Concat(lines)}";
    }
}
