using System.Globalization;
using System.Text;
using System.Text.Json;
using Esb.Gateway.Http;

namespace Esb.Gateway.Schedules;

/// <summary>The event of a schedule: its own input, or EventBridge's scheduled event.</summary>
/// <remarks>docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html</remarks>
static class ScheduledEvent
{
    /// <summary>The event's JSON.</summary>
    /// <param name="id">The event's own id, a UUID.</param>
    public static PooledBuffer Of(DueSchedule due, string region, string id)
    {
        var buffer = new PooledBuffer(512);
        if (due.Schedule.Input is { } input)
        {
            buffer.Advance(Encoding.UTF8.GetBytes(input, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(input.Length))));
            return buffer;
        }
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("version", "0");
        json.WriteString("id", id);
        json.WriteString("detail-type", "Scheduled Event");
        json.WriteString("source", "aws.events");
        json.WriteString("account", GatewaySettings.Account);
        json.WriteString("time", due.Due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("region", region);
        json.WriteStartArray("resources");
        json.WriteStringValue($"arn:aws:events:{region}:{GatewaySettings.Account}:rule/{due.Key.Name}");
        json.WriteEndArray();
        json.WriteStartObject("detail");
        json.WriteEndObject();
        json.WriteEndObject();
        return buffer;
    }
}
