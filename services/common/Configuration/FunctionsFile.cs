using System.Text.RegularExpressions;

namespace Esb.Common.Configuration;

/// <summary><c>functions.yml</c>: every function and how it runs, by name.</summary>
public sealed record FunctionsFile(IReadOnlyDictionary<string, FunctionConfiguration> Functions)
{
    /// <summary>No function at all.</summary>
    public static FunctionsFile Empty { get; } = new(new Dictionary<string, FunctionConfiguration>(StringComparer.Ordinal));

    /// <summary>Reads the file; throws <see cref="ConfigurationException"/>, or <see cref="IOException"/> when it cannot be read.</summary>
    public static FunctionsFile Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a text; throws <see cref="ConfigurationException"/>.</summary>
    /// <param name="file">How the file is called in messages.</param>
    public static FunctionsFile Parse(string yaml, string file = ConfigurationFile.Functions) =>
        ConfigurationFile.Parse(yaml, file, static root => FunctionsReader.Read(root.Knows("version", "functions")));
}

/// <summary>One function.</summary>
/// <param name="Name">Its name in invocations, and part of its image's name.</param>
/// <param name="LogicalId">Its resource in the template, or null.</param>
/// <param name="Image">The image without registry and tag.</param>
/// <param name="Runtime">Such as <c>python3.11</c>, <c>provided.al2023</c>; <c>image</c> when the image brings its own.</param>
/// <param name="Handler">Such as <c>app.handler</c>; null where the runtime has none.</param>
/// <param name="Timeout">Seconds, 1 to 900.</param>
/// <param name="Memory">MiB, 128 to 10240.</param>
/// <param name="ReservedConcurrency">Most invocations at once, 0 for none at all; null: unlimited.</param>
/// <param name="Environment">The function's own variables.</param>
/// <param name="Schedules">What invokes it by the clock.</param>
/// <param name="Position">Where it stands.</param>
public sealed record FunctionConfiguration(
    string Name,
    string? LogicalId,
    string Image,
    string Runtime,
    string? Handler,
    int Timeout,
    int Memory,
    int? ReservedConcurrency,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<ScheduleConfiguration> Schedules,
    ConfigurationPosition Position);

/// <summary>A rule that invokes a function by the clock, in UTC.</summary>
/// <param name="Name">Unique within the function.</param>
/// <param name="Expression">The <c>rate(...)</c> or <c>cron(...)</c> expression as it is written.</param>
/// <param name="Input">The event's JSON text, or null for EventBridge's own scheduled event.</param>
/// <param name="Enabled">Whether it fires.</param>
/// <param name="Position">Where it stands.</param>
public sealed record ScheduleConfiguration(string Name, string Expression, string? Input, bool Enabled, ConfigurationPosition Position);

static partial class FunctionsReader
{
    public static FunctionsFile Read(YamlMap root)
    {
        var functions = new Dictionary<string, FunctionConfiguration>(StringComparer.Ordinal);
        var map = root.Map("functions");
        foreach (var name in map?.Keys ?? [])
        {
            if (!FunctionName.IsMatch(name))
                map!.ReportKey(name, $"'{name}' is no function name: it must be letters, digits, '-' and '_', at most 64");
            if (map!.Map(name, $"function '{name}'") is { } function)
                functions[name] = Function(name, function);
        }
        return new FunctionsFile(functions);
    }

    static FunctionConfiguration Function(string name, YamlMap map)
    {
        map.Knows("logicalId", "image", "runtime", "handler", "timeout", "memory", "reservedConcurrency", "environment", "schedules");
        return new FunctionConfiguration(
            name,
            map.OptionalText("logicalId"),
            map.Text("image", ImageName, $"an image name, such as {BrandNames.Slug}-lambda-echo, without registry and tag"),
            map.Text("runtime"),
            map.OptionalText("handler"),
            map.Number("timeout", 3, 1, 900),
            map.Number("memory", 128, 128, 10240),
            map.OptionalNumber("reservedConcurrency", 0, int.MaxValue),
            map.Map("environment") is { } environment ? Variables(environment) : new Dictionary<string, string>(StringComparer.Ordinal),
            Schedules(map),
            map.Position);
    }

    static IReadOnlyDictionary<string, string> Variables(YamlMap map)
    {
        foreach (var name in map.Keys.Where(name => !VariableName.IsMatch(name)))
            map.ReportKey(name, $"'{name}' is no variable name: it must be letters, digits and '_', and start with a letter");
        return map.Values();
    }

    static List<ScheduleConfiguration> Schedules(YamlMap function)
    {
        var schedules = new List<ScheduleConfiguration>();
        foreach (var map in function.List("schedules", "a schedule"))
        {
            map.Knows("name", "expression", "input", "enabled");
            var schedule = new ScheduleConfiguration(
                map.Text("name"), Expression(map), Input(map), map.Flag("enabled", true), map.Position);
            if (schedules.Find(other => other.Name == schedule.Name) is { } earlier)
                map.Report("name", $"schedule '{schedule.Name}' is there twice; the other one is at {earlier.Position}");
            schedules.Add(schedule);
        }
        return schedules;
    }

    static string Expression(YamlMap map)
    {
        var text = map.Text("expression");
        if (text.Length > 0 && ScheduleExpression.TryParse(text, out var problem) is null)
            map.Report("expression", $"expression is '{text}': {problem}");
        return text;
    }

    static string? Input(YamlMap map)
    {
        var text = map.OptionalText("input");
        if (text is not null && JsonText.Problem(text) is { } problem)
            map.Report("input", $"input is not JSON: {problem}");
        return text;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FunctionName { get; }

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ImageName { get; }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableName { get; }
}
