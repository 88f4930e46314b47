using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BuildChain.Bake;

namespace BuildChain.Compose;

/// <summary>A stack's status as texts.</summary>
public static partial class StatusReport
{
    static readonly string[] ServiceHeader = ["SERVICE", "STATE", "SINCE", "IMAGE", "PORTS"];
    static readonly string[] FunctionHeader = ["FUNCTION", "STATE", "SINCE", "CONTAINER", "ADDRESS"];

    /// <param name="now">To tell ages.</param>
    public static string Table(StackStatus status, DateTimeOffset now)
    {
        if (status.Services.Count == 0 && status.Functions.Count == 0)
            return $"{StackStatus.Nothing(status.Project, status.Others)}\n";
        var services = TextTable.Render(ServiceHeader, status.Services.Select(service => Row(service, status.ConditionOf(service), now)));
        var functions = status.Functions.Count == 0 ? "" : "\n" + TextTable.Render(FunctionHeader, status.Functions.Select(function => Row(function, now)));
        return services + functions + Ended(status);
    }

    /// <summary>What the engine does not start again by itself: a service that somebody killed or stopped.</summary>
    static string Ended(StackStatus status)
    {
        var ended = status.Services.Where(service => service is { IsOneShot: false, State: "exited" or "dead" }).Select(service => service.Service!).ToList();
        return ended.Count == 0 ? ""
            : $"\n{string.Join(" and ", ended)} {(ended.Count == 1 ? "does" : "do")} not run, and the engine does not start what was killed or stopped by hand. ./build.sh Up does.\n";
    }

    /// <summary>
    /// <code>
    /// { "schema": 1, "project": "esb-default",
    ///   "services":  [{ "service", "phase": "waiting|starting|ready|failed", "state", "container", "image", "imageId", "since"?,
    ///                   "ports": [{ "address", "port", "containerPort" }] }],
    ///   "functions": [{ "function", "state", "container", "address", "since"? }] }
    /// </code>
    /// </summary>
    public static string Json(StackStatus status)
        => JsonSerializer.Serialize(
            new StatusDocument(1, status.Project, [.. status.Services.Select(service => Document(service, status.ConditionOf(service)))], status.Functions), StatusJson.Readable.StatusDocument) + "\n";

    static string[] Row(StackContainer service, ServiceCondition condition, DateTimeOffset now) =>
    [
        service.Service!,
        condition.Reason,
        Since(service.Started, now),
        service.Image,
        string.Join(", ", service.Ports.Select(port => $"{(port.Address.Contains(':', StringComparison.Ordinal) ? $"[{port.Address}]" : port.Address)}:{port.Port}→{port.ContainerPort}")),
    ];

    static string[] Row(FunctionContainer function, DateTimeOffset now)
        => [function.Function, function.State, Since(function.Since, now), function.Container, function.Address];

    static string Since(DateTimeOffset? time, DateTimeOffset now) => time is { } t ? HumanText.Age(now - t) : "-";

    static ServiceDocument Document(StackContainer service, ServiceCondition condition)
        => new(service.Service!, condition.Phase.ToString().ToLowerInvariant(), condition.Reason, service.Name, service.Image, service.ImageId, service.Started, service.Ports);

    internal sealed record StatusDocument(
        int Schema, string Project, IReadOnlyList<ServiceDocument> Services, IReadOnlyList<FunctionContainer> Functions);

    internal sealed record ServiceDocument(
        string Service, string Phase, string State, string Container, string Image, string ImageId, DateTimeOffset? Since, IReadOnlyList<PublishedPort> Ports);

    [JsonSerializable(typeof(StatusDocument))]
    sealed partial class StatusJson : JsonSerializerContext
    {
        public static StatusJson Readable { get; } = new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
