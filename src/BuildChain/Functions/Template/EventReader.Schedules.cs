using System.Text.Json;

namespace BuildChain.Functions;

partial class EventReader
{
    static readonly IReadOnlyList<string> OtherScheduleProperties =
    [
        "DeadLetterConfig", "EndDate", "FlexibleTimeWindow", "GroupName", "KmsKeyArn", "OmitName", "PermissionsBoundary", "RetryPolicy", "RoleArn",
        "RuleName", "ScheduleExpressionTimezone", "StartDate",
    ];

    void ReadSchedule(string type, string id, SourcePosition position, PropertyReader properties)
    {
        var property = type == "Schedule" ? "Schedule" : "ScheduleExpression";
        if (!properties.Has(property))
            problems.Error(position, $"The event {id} has no {property}.", ScheduleExpression.Accepted);

        var isOnce = properties.Text(property, ScheduleExpression.Accepted) is { } once && once.StartsWith("at(", StringComparison.Ordinal);
        var expression = isOnce ? null : properties.Text(property, ScheduleExpression.IsLegal, ScheduleExpression.Accepted);
        var name = properties.Text(
            "Name", text => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'),
            "1 to 64 letters, digits, '.', '-' and '_'.") ?? id;
        var input = properties.Text("Input", IsJson, "JSON text, such as '{\"key\": \"value\"}'.");
        var enabled = Enabled(id, position, properties);
        TellTimezone(properties);
        properties.TellRest($"{functionId}.{id}", properties.Node, OtherScheduleProperties);

        if (isOnce)
            problems.Notice(position, $"{functionId}.{id}: a schedule for one time has no effect here.");
        else if (Schedules.Exists(schedule => schedule.Name == name))
            problems.Error(position, $"A second schedule {name.Quoted()} of {functionId}.", "Each Name once.");
        else if (expression is not null)
            Schedules.Add(new ScheduleSpec(name, expression, input, enabled, position));
    }

    bool Enabled(string id, SourcePosition position, PropertyReader properties)
    {
        if (properties.Has("Enabled") && properties.Has("State"))
            problems.Error(position, $"The event {id} has both Enabled and State.", "One of them.");
        var state = properties.Text("State", text => text.ToUpperInvariant() is "ENABLED" or "DISABLED", "ENABLED or DISABLED.");
        return properties.Boolean("Enabled") ?? state?.ToUpperInvariant() != "DISABLED";
    }

    void TellTimezone(PropertyReader properties)
    {
        if (properties.Text("ScheduleExpressionTimezone", "UTC.") is { } zone and not ("UTC" or "Etc/UTC"))
            problems.Notice(
                properties.PositionOf("ScheduleExpressionTimezone"),
                $"The time zone {zone.Quoted()} has no effect: schedules are in UTC here.");
    }

    static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
