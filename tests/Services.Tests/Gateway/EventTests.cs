using System.Collections.Concurrent;
using System.Net;
using Esb.Gateway;
using Esb.Gateway.Events;
using Microsoft.AspNetCore.Http;

namespace Esb.Tests.Gateway;

public sealed class EventTests
{
    static Task<HttpResponseMessage> SendAsync(GatewayHost gateway, string payload = "{}") =>
        gateway.InvokeAsync("echo", payload, default, ("X-Amz-Invocation-Type", "Event"));

    static GatewaySettings Quick(GatewaySettings settings) => settings with { EventRetryDelay = TimeSpan.FromMilliseconds(20) };

    static async Task<string> UntilMetricAsync(GatewayHost gateway, string line)
    {
        for (var attempt = 0; ; attempt++)
        {
            var metrics = await gateway.Client.GetStringAsync("/metrics");
            if (metrics.Contains(line + "\n", StringComparison.Ordinal))
                return metrics;
            Assert.True(attempt < 300, $"Never: {line}\n{metrics}");
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task An_event_is_accepted_and_delivered_later()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var (payloads, go) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        gateway.Agent.Add("echo", async (context, payload) =>
        {
            await go.Task;
            payloads.Enqueue(payload + context.Request.Headers["X-Amzn-RequestId"]);
            await FunctionServer.AnswerAsync(context, "null");
        });

        using var response = await SendAsync(gateway, "[7]");
        Assert.Equal((HttpStatusCode.Accepted, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Contains("esb_gateway_events_queued 1\n", await gateway.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        go.SetResult();

        var metrics = await UntilMetricAsync(gateway, "esb_gateway_events_total{result=\"delivered\"} 1");
        Assert.Equal("[7]" + Assert.Single(response.Headers.GetValues("x-amzn-RequestId")), Assert.Single(payloads));
        Assert.Contains("esb_gateway_invocations_total{function=\"echo\",source=\"event\",outcome=\"success\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("esb_gateway_events_queued 0\nesb_gateway_events_queued_bytes 0\n".Split('\n')[0], metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_fails_is_called_three_times()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: Quick);
        var ids = new ConcurrentQueue<string>();
        gateway.Agent.Add("echo", (context, _) =>
        {
            ids.Enqueue(context.Request.Headers["X-Amzn-RequestId"].ToString());
            return FunctionServer.AnswerAsync(context, "{}", "Unhandled");
        });

        using var _ = await SendAsync(gateway);

        await UntilMetricAsync(gateway, "esb_gateway_events_total{result=\"failed\"} 1");
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task An_event_for_a_function_that_the_agent_does_not_know_yet_is_tried_until_it_does()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var refused = false;
        gateway.Agent.Intercept = async context =>
        {
            if (refused)
                return false;
            refused = true;
            await AgentServer.FailAsync(context, 404, "FunctionNotFound", "there is no function echo");
            return true;
        };

        using var _ = await SendAsync(gateway);

        await UntilMetricAsync(gateway, "esb_gateway_events_total{result=\"delivered\"} 1");
        Assert.True(refused);
    }

    [Fact]
    public async Task An_event_for_a_function_that_is_no_longer_configured_is_given_up()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Agent.Intercept = async context =>
        {
            gateway.WriteFunctions("{ other: { image: esb-other, runtime: image } }");
            await AgentServer.FailAsync(context, 404, "FunctionNotFound", "there is no function echo");
            return true;
        };

        using var _ = await SendAsync(gateway);

        await UntilMetricAsync(gateway, "esb_gateway_events_total{result=\"failed\"} 1");
    }

    [Fact]
    public async Task An_event_that_did_not_reach_its_function_is_tried_until_it_does()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { AcquireTimeout = TimeSpan.FromMilliseconds(1) });
        var refusals = 0;
        gateway.Agent.Intercept = async context =>
        {
            if (Interlocked.Increment(ref refusals) > 4)
                return false;
            await AgentServer.FailAsync(context, 429, "TooManyContainers", "busy");
            return true;
        };

        using var _ = await SendAsync(gateway);

        await UntilMetricAsync(gateway, "esb_gateway_events_total{result=\"delivered\"} 1");
        Assert.Equal(5, refusals);
    }

    [Fact]
    public async Task An_event_that_is_too_old_is_given_up()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "{ echo: { image: esb-echo, runtime: image, reservedConcurrency: 0 } }", adjust: settings => settings with { EventMaximumAge = TimeSpan.Zero });

        using var response = await SendAsync(gateway);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await UntilMetricAsync(gateway, "esb_gateway_events_total{result=\"failed\"} 1");
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(1000, 5)]
    public async Task A_full_queue_refuses_events(int length, int bytes)
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { EventQueueLength = length, EventQueueBytes = bytes });
        var go = new TaskCompletionSource();
        gateway.Agent.Add("echo", async (context, _) =>
        {
            await go.Task;
            await FunctionServer.AnswerAsync(context, "1");
        });

        using var first = await SendAsync(gateway, "[1]");
        using var second = await SendAsync(gateway, "[2]");
        go.SetResult();
        await UntilMetricAsync(gateway, "esb_gateway_events_queued_bytes 0");
        using var third = await SendAsync(gateway, "[3]");

        Assert.Equal([202, 429, 202], new[] { first, second, third }.Select(response => (int)response.StatusCode));
        Assert.Equal("TooManyRequestsException", Assert.Single(second.Headers.GetValues("x-amzn-ErrorType")));
    }

    [Fact]
    public async Task A_gateway_that_stops_says_so_and_not_that_the_queue_is_full()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await gateway.Services.GetRequiredService<EventQueue>().StopAsync(default);

        using var response = await SendAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"Type":"Service","Message":"The gateway is stopping"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_event_has_a_smaller_limit()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await SendAsync(gateway, $"\"{new string('x', 1024 * 1024)}\"");

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("1048576", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_stops_delivers_what_it_accepted()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { EventRetryDelay = TimeSpan.FromHours(1), EventConcurrency = 2 });
        var calls = 0;
        gateway.Agent.Add("echo", async (context, payload) =>
        {
            Interlocked.Increment(ref calls);
            await Task.Delay(50);
            await FunctionServer.AnswerAsync(context, "1", payload == "[0]" && calls <= 10 ? "Unhandled" : null);
        });
        for (var i = 0; i < 10; i++)
            using (await SendAsync(gateway, $"[{i}]"))
            {
            }
        await GatewayHost.UntilAsync(() => calls > 0, "the first call");

        await gateway.StopAsync();

        Assert.Equal(11, calls);
        Assert.DoesNotContain("is lost", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_delivered_in_time_is_said_to_be_lost()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { ShutdownTimeout = TimeSpan.FromMilliseconds(300) });
        var called = new TaskCompletionSource();
        gateway.Agent.Add("echo", (context, _) =>
        {
            called.TrySetResult();
            return Task.Delay(-1, context.RequestAborted);
        });
        using var response = await SendAsync(gateway);
        await called.Task;

        await gateway.StopAsync();

        Assert.Contains("an event for echo is lost: the gateway stops", gateway.Log, StringComparison.Ordinal);
        Assert.Contains($"\"requestId\":\"{Assert.Single(response.Headers.GetValues("x-amzn-RequestId"))}\"", gateway.Log, StringComparison.Ordinal);
    }
}
