using BuildChain.Functions.Yaml;

namespace BuildChain.Functions;

/// <summary>Reads the <c>Events</c> of one function: its routes and schedules.</summary>
sealed partial class EventReader(TemplateContext context, string functionId, string functionName, IReadOnlyDictionary<string, ApiSpec> apis)
{
    static readonly IReadOnlyList<string> Supported = ["Api", "HttpApi", "Schedule", "ScheduleV2"];

    static readonly IReadOnlyList<string> OtherTypes =
    [
        "AlexaSkill", "CloudWatchEvent", "CloudWatchLogs", "Cognito", "DocumentDB", "DynamoDB", "EventBridgeRule", "IoTRule", "Kinesis", "MQ", "MSK", "S3",
        "SelfManagedKafka", "SNS", "SQS",
    ];

    readonly TemplateProblems problems = context.Problems;

    public List<RouteSpec> Routes { get; } = [];

    public List<ScheduleSpec> Schedules { get; } = [];

    public void Read(PropertyReader events)
    {
        foreach (var (id, position, _) in events.Entries)
        {
            if (id.Length is 0 or > 255 || !id.All(char.IsAsciiLetterOrDigit))
                problems.Error(position, $"{id.Quoted()} is not an event's name.", "Letters and digits.");
            else if (events.Map(id, "A map with Type and Properties.") is { } body)
                Read(id, position, body);
        }
    }

    void Read(string id, SourcePosition position, PropertyReader body)
    {
        if (!body.Has("Type"))
            problems.Error(position, $"The event {id} has no Type.", $"Type: {string.Join(", ", Supported)}.");
        if (body.Text("Type", "The type of an event, such as HttpApi.") is not { } type)
            return;
        if (!Supported.Contains(type))
        {
            problems.Notice(position, OtherTypes.Contains(type)
                ? $"{functionId}: events of the type {type} have no effect here ({id})."
                : $"{functionId}: unknown event type {type.Quoted()} ({id}). {problems.Known(type, Supported.Concat(OtherTypes))}");
            return;
        }

        var properties = body.Map("Properties", "A map.") ?? new PropertyReader(Empty(position), context.Evaluator, problems);
        if (type is "Schedule" or "ScheduleV2")
            ReadSchedule(type, id, position, properties);
        else
            ReadRoute(type, id, position, properties);
    }

    static MapNode Empty(SourcePosition position) => new(position, new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal));
}
