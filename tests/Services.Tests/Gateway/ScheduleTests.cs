using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Esb.Common.Configuration;
using Esb.Gateway.Schedules;

namespace Esb.Tests.Gateway;

public sealed class ScheduleTests
{
    static readonly DateTimeOffset Noon = new(2025, 1, 31, 12, 0, 30, TimeSpan.Zero);

    static FunctionsFile Functions(string schedules) => FunctionsFile.Parse($"version: 1\nfunctions: {{ f: {{ image: f, runtime: image, schedules: [{schedules}] }} }}");

    static string[] Due(ScheduleBook book, FunctionsFile functions, DateTimeOffset now) =>
        [.. book.Due(functions, now).Select(due => string.Create(CultureInfo.InvariantCulture, $"{due.Key.Name} {due.Due:HH:mm} {due.Missed}"))];

    [Fact]
    public void A_schedule_is_due_once_each_time()
    {
        var (book, functions) = (new ScheduleBook(), Functions("{ name: a, expression: rate(1 minute) }, { name: b, expression: cron(2 12 * * ? *) }"));

        Assert.Empty(Due(book, functions, Noon));
        Assert.Equal(["a 12:01 0"], Due(book, functions, Noon.AddSeconds(30)));
        Assert.Empty(Due(book, functions, Noon.AddSeconds(31)));
        Assert.Equal(["a 12:02 0", "b 12:02 0"], Due(book, functions, Noon.AddSeconds(90.4)));
    }

    [Fact]
    public void After_a_pause_the_missed_times_are_not_made_up_for()
    {
        var (book, functions) = (new ScheduleBook(), Functions("{ name: a, expression: rate(1 minute) }"));
        Due(book, functions, Noon);

        Assert.Equal(["a 15:00 179"], Due(book, functions, Noon.AddHours(3)));
        Assert.Empty(Due(book, functions, Noon.AddHours(3).AddSeconds(1)));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_silence_a_schedule()
    {
        var (book, functions) = (new ScheduleBook(), Functions("{ name: a, expression: rate(1 minute) }"));
        Due(book, functions, Noon);

        Assert.Empty(Due(book, functions, Noon.AddHours(-3)));
        Assert.Equal(["a 09:01 0"], Due(book, functions, Noon.AddHours(-3).AddSeconds(30)));
    }

    [Fact]
    public void Another_configuration_keeps_what_is_the_same()
    {
        var book = new ScheduleBook();
        Due(book, Functions("{ name: a, expression: rate(1 minute) }, { name: b, expression: rate(1 minute) }"), Noon);

        Assert.Equal(
            ["a 12:01 0"],
            Due(book, Functions("{ name: a, expression: rate(1 minute) }, { name: b, expression: rate(1 hour) }, { name: c, expression: rate(1 minute) }, "
                + "{ name: d, expression: rate(1 minute), enabled: false }"), Noon.AddSeconds(30)));
    }

    [Fact]
    public async Task Functions_get_EventBridges_event_or_the_given_input_when_it_is_time()
    {
        var clock = new TestClock(Noon);
        await using var gateway = await GatewayHost.StartAsync(
            """
            { echo: { image: esb-echo, runtime: image, schedules: [ { name: Plain, expression: rate(1 minute) }, { name: Own, expression: cron(* * * * ? *), input: '{"a": 1}' } ] } }
            """, clock: clock);
        var payloads = new ConcurrentQueue<string>();
        gateway.Agent.Add("echo", (context, payload) =>
        {
            payloads.Enqueue(payload);
            return FunctionServer.AnswerAsync(context, "null");
        });

        await UntilAsync(clock, () => payloads.Count >= 2, "both invocations");

        Assert.Contains("""{"a": 1}""", payloads);
        using var json = JsonDocument.Parse(payloads.First(payload => payload.Contains("aws.events", StringComparison.Ordinal)));
        Assert.True(Guid.TryParse(json.RootElement.GetProperty("id").GetString(), out var _));
        Assert.Matches("^2025-01-31T[0-9]{2}:[0-9]{2}:00Z$", json.RootElement.GetProperty("time").GetString());
        Assert.Equal(
            ["0", "Scheduled Event", "aws.events", "123456789012", "us-east-1", """["arn:aws:events:us-east-1:123456789012:rule/Plain"]""", "{}"],
            new[] { "version", "detail-type", "source", "account", "region", "resources", "detail" }.Select(name => json.RootElement.GetProperty(name).ToString()));
    }

    [Fact]
    public async Task A_schedule_whose_last_event_still_waits_is_left_out()
    {
        var clock = new TestClock(Noon);
        await using var gateway = await GatewayHost.StartAsync(
            "{ echo: { image: esb-echo, runtime: image, schedules: [ { name: A, expression: rate(1 minute) } ] } }", adjust: settings => settings with { EventConcurrency = 1 }, clock: clock);
        var (called, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        gateway.Agent.Add("echo", async (context, _) =>
        {
            called.TrySetResult();
            await go.Task;
            await FunctionServer.AnswerAsync(context, "null");
        });

        using var blocking = await gateway.InvokeAsync("echo", "{}", default, ("X-Amz-Invocation-Type", "Event"));
        await called.Task;
        await UntilAsync(clock, () => gateway.Log.Contains("echo A is left out: the one before still waits", StringComparison.Ordinal), "the second time");
        Assert.Single(gateway.Log.Split('\n'), line => line.Contains("echo A is due", StringComparison.Ordinal));
        Assert.DoesNotContain("esb_gateway_schedules_skipped_total 0\n", await gateway.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        go.SetResult();
    }

    /// <summary>Waits while time flies: a second for every look.</summary>
    static Task UntilAsync(TestClock clock, Func<bool> happened, string what) => GatewayHost.UntilAsync(
        () =>
        {
            clock.Skip(TimeSpan.FromSeconds(1));
            return happened();
        }, what);
}
