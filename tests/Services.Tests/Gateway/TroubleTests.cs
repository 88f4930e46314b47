using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Esb.Tests.Gateway;

public sealed class TroubleTests
{
    const string Impatient = "{ echo: { image: esb-echo, runtime: image, timeout: 1 } }";

    static async Task<string> ErrorAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var message = body.RootElement.TryGetProperty("Message", out var upper) ? upper : body.RootElement.GetProperty("message");
        return $"{(int)response.StatusCode} {Assert.Single(response.Headers.GetValues("x-amzn-ErrorType"))} {message.GetString()}";
    }

    /// <summary>A function that answers when it is told to.</summary>
    static (FunctionHandler Handler, TaskCompletionSource Called, TaskCompletionSource Answer) Gate()
    {
        var (called, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return (async (context, payload) =>
        {
            called.TrySetResult();
            await answer.Task.WaitAsync(context.RequestAborted);
            await FunctionServer.AnswerAsync(context, payload);
        }, called, answer);
    }

    [Fact]
    public async Task More_than_the_reserved_concurrency_is_throttled()
    {
        await using var gateway = await GatewayHost.StartAsync("{ echo: { image: esb-echo, runtime: image, reservedConcurrency: 1 } }");
        var (handler, called, answer) = Gate();
        gateway.Agent.Add("echo", handler);

        var first = gateway.InvokeAsync("echo");
        await called.Task;
        using var second = await gateway.InvokeAsync("echo");
        answer.SetResult();
        using var third = await first;
        using var fourth = await gateway.InvokeAsync("echo");

        Assert.Equal("429 TooManyRequestsException Rate Exceeded.", await ErrorAsync(second));
        Assert.Contains("\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\"", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("1", Assert.Single(second.Headers.GetValues("Retry-After")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (third.StatusCode, fourth.StatusCode));
    }

    [Fact]
    public async Task A_reserved_concurrency_of_0_throttles_everything()
    {
        await using var gateway = await GatewayHost.StartAsync("{ echo: { image: esb-echo, runtime: image, reservedConcurrency: 0 } }");

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Empty(gateway.Agent.Requests);
    }

    [Fact]
    public async Task All_functions_together_have_a_limit()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { MaxConcurrency = 1 });
        var (handler, called, answer) = Gate();
        gateway.Agent.Add("echo", handler);

        var first = gateway.InvokeAsync("echo");
        await called.Task;
        using var second = await gateway.InvokeAsync("echo");
        answer.SetResult();
        using var _ = await first;

        Assert.Contains("\"Reason\":\"ConcurrentInvocationLimitExceeded\"", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "FunctionNotFound", "404 ResourceNotFoundException because")]
    [InlineData(429, "TooManyContainers", "429 TooManyRequestsException because")]
    [InlineData(503, "StartFailed", "502 ServiceException a container of echo could not be started: because")]
    [InlineData(504, "StartTimeout", "504 ServiceException because")]
    [InlineData(500, "Odd", "503 ServiceException the agent answers 500: because")]
    public async Task What_the_agent_refuses_becomes_Lambdas_error(int status, string error, string expected)
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { AcquireTimeout = TimeSpan.FromMilliseconds(200) });
        gateway.Agent.Intercept = async context =>
        {
            await AgentServer.FailAsync(context, status, error, "because");
            return true;
        };

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal(expected, await ErrorAsync(response));
    }

    [Fact]
    public async Task A_caller_waits_while_all_containers_are_in_use()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var asked = 0;
        gateway.Agent.Intercept = async context =>
        {
            if (++asked > 3)
                return false;
            await AgentServer.FailAsync(context, 429, "TooManyContainers", "busy");
            return true;
        };

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal((HttpStatusCode.OK, 4), (response.StatusCode, asked));
    }

    [Fact]
    public async Task Containers_that_do_not_start_open_the_breaker_and_one_that_starts_closes_it()
    {
        var clock = new TestClock(DateTimeOffset.UtcNow);
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { BreakerFailures = 2, BreakerPause = TimeSpan.FromMinutes(9) }, clock: clock);
        gateway.Agent.Intercept = async context =>
        {
            await AgentServer.FailAsync(context, 503, "StartFailed", "because");
            return true;
        };

        for (var i = 0; i < 2; i++)
            using (await gateway.InvokeAsync("echo"))
            {
            }
        using var open = await gateway.InvokeAsync("echo");
        Assert.StartsWith("503 ServiceException Containers of echo failed several times in a row", await ErrorAsync(open), StringComparison.Ordinal);
        Assert.Equal(2, gateway.Agent.Requests.Count);
        Assert.Contains("esb_gateway_breaker_state{function=\"echo\"} 2", await gateway.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);

        gateway.Agent.Intercept = static _ => Task.FromResult(false);
        clock.Skip(TimeSpan.FromMinutes(9));
        using var closed = await gateway.InvokeAsync("echo");

        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
        Assert.Contains("esb_gateway_breaker_state{function=\"echo\"} 0", await gateway.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_functions_errors_do_not_open_the_breaker()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { BreakerFailures = 1 });
        gateway.Agent.Add("echo", (context, _) => FunctionServer.AnswerAsync(context, "{}", "Unhandled"));

        using var first = await gateway.InvokeAsync("echo");
        using var second = await gateway.InvokeAsync("echo");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_container_that_died_unseen_is_given_up_and_another_one_serves()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using (await gateway.InvokeAsync("echo"))
        {
        }
        await gateway.Agent.KillIdleAsync("echo");

        using var response = await gateway.InvokeAsync("echo", "[1]");

        Assert.Equal("[1]", await response.Content.ReadAsStringAsync());
        Assert.Equal([("echo-1", true), ("echo-1", false), ("echo-2", true)], gateway.Agent.Releases);
    }

    [Fact]
    public async Task A_container_that_is_stopping_did_not_call_the_function_so_another_one_does()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var calls = 0;
        gateway.Agent.Add("echo", (context, payload) =>
        {
            context.Response.StatusCode = ++calls == 1 ? 503 : 200;
            return FunctionServer.AnswerAsync(context, payload);
        });

        using var response = await gateway.InvokeAsync("echo", "[1]");

        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, calls));
    }

    [Fact]
    public async Task Containers_that_cannot_be_reached_are_given_up_after_three()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var count = 0;
        gateway.Agent.Intercept = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"lease":"l{{++count}}","container":"c{{count}}","address":"127.0.0.1:1","coldStart":false}""");
            return true;
        };

        using var response = await gateway.InvokeAsync("echo");

        Assert.StartsWith("502 ServiceException c3 at 127.0.0.1:1 cannot be reached: ", await ErrorAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_dies_in_the_middle_is_Lambdas_exit_error()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Agent.Add("echo", (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        using var response = await gateway.InvokeAsync("echo");

        var requestId = Assert.Single(response.Headers.GetValues("x-amzn-RequestId"));
        Assert.Equal((HttpStatusCode.OK, "Unhandled"), (response.StatusCode, Assert.Single(response.Headers.GetValues("X-Amz-Function-Error"))));
        Assert.Equal(
            $$"""{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {{requestId}} Error: Runtime exited without providing a reason"}""",
            await response.Content.ReadAsStringAsync());
        Assert.Equal(("echo-1", false), Assert.Single(gateway.Agent.Releases));
    }

    [Fact]
    public async Task A_container_that_hangs_is_Lambdas_timeout()
    {
        await using var gateway = await GatewayHost.StartAsync(Impatient, adjust: settings => settings with { InvokeGrace = TimeSpan.Zero });
        gateway.Agent.Add("echo", (context, _) => Task.Delay(-1, context.RequestAborted));

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Error: Task timed out after 1.00 seconds", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(("echo-1", false), Assert.Single(gateway.Agent.Releases));
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_call_and_the_container_is_given_up()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var ended = new TaskCompletionSource();
        var (handler, called, _) = Gate();
        gateway.Agent.Add("echo", async (context, payload) =>
        {
            context.RequestAborted.Register(() => ended.TrySetResult());
            await handler(context, payload);
        });
        using var client = new CancellationTokenSource();

        var call = gateway.InvokeAsync("echo", "{}", client.Token);
        await called.Task;
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ended.Task;
        await GatewayHost.UntilAsync(() => !gateway.Agent.Releases.IsEmpty, "the release");
        Assert.Equal(("echo-1", false), Assert.Single(gateway.Agent.Releases));
        Assert.Equal(0, gateway.Agent.OpenLeases);
    }

    [Fact]
    public async Task A_client_that_goes_away_before_there_is_a_container_leaves_it_to_others()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        gateway.Agent.Intercept = async _ =>
        {
            asked.TrySetResult();
            await go.Task;
            return false;
        };
        using var client = new CancellationTokenSource();

        var call = gateway.InvokeAsync("echo", "{}", client.Token);
        await asked.Task;
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await GatewayHost.UntilAsync(() => gateway.Log.Contains("\"outcome\":\"cancelled\"", StringComparison.Ordinal), "the end of the call");
        go.SetResult();

        await GatewayHost.UntilAsync(() => !gateway.Agent.Releases.IsEmpty, "the release");
        Assert.Equal(("echo-1", true), Assert.Single(gateway.Agent.Releases));
    }

    [Fact]
    public async Task Without_the_agent_nothing_works_and_with_it_everything_does_again()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using (await gateway.InvokeAsync("echo"))
        {
        }
        await gateway.Agent.StopAsync();

        using var without = await gateway.InvokeAsync("echo");
        using var unhealthy = await gateway.Client.GetAsync("/health");
        await gateway.Agent.StartAsync(gateway.Authority);
        using var with = await gateway.InvokeAsync("echo");
        using var healthy = await gateway.Client.GetAsync("/health");

        Assert.StartsWith($"503 ServiceException the agent at {gateway.Agent.Url} does not answer: ", await ErrorAsync(without), StringComparison.Ordinal);
        Assert.Equal((503, 200, 200), ((int)unhealthy.StatusCode, (int)with.StatusCode, (int)healthy.StatusCode));
        Assert.Contains("does not answer", await unhealthy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_of_another_root_is_not_trusted()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await gateway.Agent.StopAsync();
        await gateway.Agent.StartAsync(new TestAuthority());

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Empty(gateway.Agent.Requests);
    }

    [Fact]
    public async Task A_connection_that_ended_before_the_agent_answered_is_tried_once_more()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var asked = 0;
        gateway.Agent.Intercept = context =>
        {
            if (Interlocked.Increment(ref asked) > 1)
                return Task.FromResult(false);
            context.Abort();
            return Task.FromResult(true);
        };

        using var response = await gateway.InvokeAsync("echo");

        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, asked));
    }

    [Fact]
    public async Task Large_payloads_of_many_wait_for_room()
    {
        await using var gateway = await GatewayHost.StartAsync(adjust: settings => settings with { PayloadMemory = 14 * 1024 * 1024 });
        var payload = $"\"{new string('x', 6_000_000)}\"";

        var lengths = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var response = await gateway.InvokeAsync("echo", payload);
            return (await response.Content.ReadAsByteArrayAsync()).Length;
        }));

        Assert.All(lengths, length => Assert.Equal(payload.Length, length));
        Assert.Equal(1, gateway.Agent.Started);
    }

    [Fact]
    public async Task Many_callers_at_once_are_all_answered_and_every_lease_ends()
    {
        await using var gateway = await GatewayHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async number =>
        {
            using var response = await gateway.InvokeAsync("echo", $"[{number}]");
            return await response.Content.ReadAsStringAsync();
        }));

        Assert.Equal(Enumerable.Range(0, 64).Select(number => $"[{number}]"), answers);
        Assert.Equal(0, gateway.Agent.OpenLeases);
    }
}
