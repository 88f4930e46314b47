using System.Globalization;
using System.Text.Json;

namespace BuildChain.Compose;

/// <summary>Reads <c>docker container inspect</c>.</summary>
static class ContainerReader
{
    const string ServiceLabel = "com.docker.compose.service";
    const string ProjectLabel = "com.docker.compose.project";
    const string OwnProjectLabel = $"{BrandNames.Labels}project";
    const string FilesLabel = "com.docker.compose.project.config_files";
    const string FunctionLabel = $"{BrandNames.Labels}function";

    public static IReadOnlyList<StackContainer> Read(string json)
    {
        using var document = JsonDocument.Parse(json.Length == 0 ? "[]" : json);
        return [.. document.RootElement.EnumerateArray().Select(Read)
            .OrderBy(container => container.Function is not null).ThenBy(container => container.Name, StringComparer.Ordinal)];
    }

    static StackContainer Read(JsonElement root)
    {
        var (state, config) = (root.GetProperty("State"), root.GetProperty("Config"));
        var labels = config.GetProperty("Labels");
        var health = state.TryGetProperty("Health", out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
        return new StackContainer(Text(root, "Id")!, Text(root, "Name")!.TrimStart('/'))
        {
            Project = Text(labels, ProjectLabel) ?? Text(labels, OwnProjectLabel) ?? "",
            Service = Text(labels, ServiceLabel),
            Function = Text(labels, ServiceLabel) is null ? Text(labels, FunctionLabel) : null,
            Image = Text(config, "Image") ?? "",
            ImageId = Text(root, "Image") ?? "",
            State = Text(state, "Status") ?? "",
            Health = Text(health, "Status") is { } status and not "none" ? status : null,
            HealthCommand = HealthCommand(config),
            HealthOutput = LastProbe(health),
            ExitCode = state.GetProperty("ExitCode").GetInt32(),
            Error = Text(state, "Error") ?? "",
            OutOfMemory = state.GetProperty("OOMKilled").GetBoolean(),
            Restarts = root.GetProperty("RestartCount").GetInt32(),
            IsOneShot = Text(root.GetProperty("HostConfig").GetProperty("RestartPolicy"), "Name") is null or "" or "no",
            // The engine's word for never is the year 1.
            Started = DateTimeOffset.TryParse(Text(state, "StartedAt"), CultureInfo.InvariantCulture, out var started) && started.Year > 1 ? started : null,
            Ports = Ports(root.GetProperty("NetworkSettings")),
            ComposeFiles = Text(labels, FilesLabel) ?? "",
        };
    }

    static string? LastProbe(JsonElement health)
        => health.ValueKind == JsonValueKind.Object && health.TryGetProperty("Log", out var log) && log.ValueKind == JsonValueKind.Array
           && log.EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.Object } last
            ? Text(last, "Output")?.Trim()
            : null;

    static List<string> HealthCommand(JsonElement config)
        => config.TryGetProperty("Healthcheck", out var check) && check.ValueKind == JsonValueKind.Object && check.TryGetProperty("Test", out var test)
           && test.ValueKind == JsonValueKind.Array && test.EnumerateArray().Select(word => word.GetString()!).ToList() is ["CMD", .. var command]
            ? command
            : [];

    static List<PublishedPort> Ports(JsonElement network)
    {
        var ports = new List<PublishedPort>();
        if (!network.TryGetProperty("Ports", out var all) || all.ValueKind != JsonValueKind.Object)
            return ports;
        foreach (var inside in all.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array))
        {
            var containerPort = int.Parse(inside.Name.Split('/')[0], CultureInfo.InvariantCulture);
            ports.AddRange(inside.Value.EnumerateArray()
                .Where(outside => Text(outside, "HostPort") is { Length: > 0 })
                .Select(outside => new PublishedPort(
                    Text(outside, "HostIp") ?? "", int.Parse(Text(outside, "HostPort")!, CultureInfo.InvariantCulture), containerPort)));
        }

        return ports;
    }

    static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
