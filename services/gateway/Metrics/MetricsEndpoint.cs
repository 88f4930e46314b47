using Esb.Common;
using Esb.Gateway.Configuration;
using Esb.Gateway.Events;
using Esb.Gateway.Functions;
using Esb.Gateway.Schedules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Esb.Gateway.Metrics;

/// <summary><c>GET /metrics</c> for Prometheus.</summary>
sealed class MetricsEndpoint(
    VersionFile version, HttpMetrics http, FunctionStates functions, ConfigurationStore configuration, EventQueue queue, Scheduler scheduler, TimeProvider clock)
{
    readonly DateTimeOffset _started = clock.GetUtcNow();

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder routes, MetricsEndpoint endpoint) => routes.MapGet("/metrics", context =>
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(endpoint.Text(), context.RequestAborted);
    });

    string Text()
    {
        var text = new MetricsText();
        Process(text);
        Http(text);
        // Functions that nobody called yet are there too.
        foreach (var function in configuration.Current.Functions.Functions.Keys)
            functions.Of(function);
        Functions(text, [.. functions.All]);
        Configuration(text);
        Events(text);
        return text.ToString();
    }

    void Process(MetricsText text) => text
        .Metric("esb_gateway_info", "gauge", "The gateway's build.")
        .Sample("esb_gateway_info", 1, ("version", version.Version), ("commit", version.Commit))
        .Single("process_start_time_seconds", "gauge", "Start of the process, seconds since 1970.", _started.ToUnixTimeSeconds())
        .Single("process_resident_memory_bytes", "gauge", "Resident memory.", Environment.WorkingSet);

    void Http(MetricsText text)
    {
        text.Single("esb_gateway_http_requests_in_flight", "gauge", "HTTP requests that are being answered.", http.InFlight);
        text.Metric("esb_gateway_http_requests_total", "counter", "HTTP requests by the status of their answer; 499: the client went away.");
        foreach (var (status, count) in http.Answers)
            text.Sample("esb_gateway_http_requests_total", count, ("code", $"{status}"));
    }

    static void Functions(MetricsText text, IReadOnlyList<FunctionState> states)
    {
        text.Metric("esb_gateway_invocations_total", "counter", "Invocations by source and outcome.");
        foreach (var state in states)
            Outcomes(text, state);
        Each("esb_gateway_throttles_total", "counter", "Invocations beyond a limit.", state => Throttles(state.Metrics));
        Each("esb_gateway_cold_starts_total", "counter", "Invocations whose container was started for them.", state => state.Metrics.ColdStarts);
        Each("esb_gateway_invocations_in_flight", "gauge", "Invocations that run.", state => state.InFlight);
        Each("esb_gateway_breaker_state", "gauge", "The circuit breaker: 0 closed, 1 trying, 2 open.", state => (int)state.Breaker.State);
        text.Metric("esb_gateway_invocation_duration_seconds", "histogram", "Time of invocations, waiting for a container included.");
        foreach (var state in states)
            text.Histogram("esb_gateway_invocation_duration_seconds", state.Metrics.Durations, state.Name);

        void Each(string name, string type, string help, Func<FunctionState, double> value)
        {
            text.Metric(name, type, help);
            foreach (var state in states)
                text.Sample(name, value(state), ("function", state.Name));
        }
    }

    static void Outcomes(MetricsText text, FunctionState state)
    {
        foreach (var source in Enum.GetValues<InvocationSource>())
        {
            foreach (var outcome in Enum.GetValues<InvocationOutcome>())
            {
                if (state.Metrics.Count(source, outcome) is > 0 and var count)
                    text.Sample("esb_gateway_invocations_total", count, ("function", state.Name), ("source", MetricNames.Of(source)), ("outcome", MetricNames.Of(outcome)));
            }
        }
    }

    static double Throttles(FunctionMetrics metrics) => Enum.GetValues<InvocationSource>().Sum(source => metrics.Count(source, InvocationOutcome.Throttled));

    void Configuration(MetricsText text)
    {
        text.Metric("esb_gateway_config_reloads_total", "counter", "Configuration files that were read, by result.");
        foreach (var file in configuration.Files)
        {
            text.Sample("esb_gateway_config_reloads_total", file.Loads, ("file", file.Name), ("result", "success"));
            text.Sample("esb_gateway_config_reloads_total", file.Refusals, ("file", file.Name), ("result", "failure"));
        }
        text.Metric("esb_gateway_config_valid", "gauge", "Whether the file as it is now is in use.");
        foreach (var file in configuration.Files)
            text.Sample("esb_gateway_config_valid", file.Loads > 0 && file.Problems.Count == 0 ? 1 : 0, ("file", file.Name));
    }

    void Events(MetricsText text)
    {
        text.Single("esb_gateway_events_queued", "gauge", "Events that wait, run or are between retries.", queue.Count);
        text.Single("esb_gateway_events_queued_bytes", "gauge", "Their payloads.", queue.Bytes);
        text.Metric("esb_gateway_events_total", "counter", "Events by what became of them.");
        foreach (var (result, count) in queue.Counts.All)
            text.Sample("esb_gateway_events_total", count, ("result", result));
        text.Single("esb_gateway_schedules_skipped_total", "counter", "Schedules that were due while their last event still waited, or the queue was full.", scheduler.Skipped);
    }
}
