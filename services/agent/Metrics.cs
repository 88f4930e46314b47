using System.Globalization;
using System.Text;
using Esb.Agent.Pool;
using Esb.Common;

namespace Esb.Agent;

/// <summary><c>GET /metrics</c> in Prometheus' text format (version 0.0.4).</summary>
static class Metrics
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapMetrics(this WebApplication app, string mode)
    {
        var version = app.Services.GetRequiredService<VersionFile>();
        var metrics = app.Services.GetRequiredService<PoolMetrics>();
        var pool = app.Services.GetRequiredService<ContainerPool>();
        var started = DateTimeOffset.UtcNow;
        app.MapGet("/metrics", async context =>
        {
            var text = new StringBuilder();
            Process(text, mode, version.Version, version.Commit, started, Environment.WorkingSet);
            Pool(text, metrics, pool.View());
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
        });
    }

    /// <summary>The program itself.</summary>
    public static void Process(StringBuilder text, string mode, string version, string commit, DateTimeOffset started, long residentBytes)
    {
        Head(text, "esb_agent_info", "gauge", "The agent's build and mode.");
        Line(text, $"esb_agent_info{{mode=\"{mode}\",version=\"{Escaped(version)}\",commit=\"{Escaped(commit)}\"}} 1");
        Head(text, "process_start_time_seconds", "gauge", "Start of the process, seconds since 1970.");
        Line(text, $"process_start_time_seconds {started.ToUnixTimeSeconds()}");
        Head(text, "process_resident_memory_bytes", "gauge", "Resident memory.");
        Line(text, $"process_resident_memory_bytes {residentBytes}");
    }

    /// <summary>What the pool did, and what it has.</summary>
    public static void Pool(StringBuilder text, PoolMetrics metrics, IReadOnlyList<ContainerView> containers)
    {
        Head(text, "esb_agent_containers", "gauge", "Function containers by function and state.");
        foreach (var group in containers.GroupBy(view => (view.Function, view.State)).OrderBy(group => group.Key))
            Line(text, $"esb_agent_containers{{function=\"{Escaped(group.Key.Function)}\",state=\"{group.Key.State}\"}} {group.Count()}");

        Head(text, "esb_agent_acquires_total", "counter", "Requests for a container by their outcome.");
        Line(text, $"esb_agent_acquires_total{{outcome=\"warm\"}} {metrics.Warm}");
        Line(text, $"esb_agent_acquires_total{{outcome=\"cold\"}} {metrics.Cold}");
        foreach (var failure in Enum.GetValues<AcquireFailure>())
            Line(text, $"esb_agent_acquires_total{{outcome=\"{failure}\"}} {metrics.RefusedFor(failure)}");

        Starts(text, metrics);
        Counter(text, "esb_agent_start_failures_total", "Containers that did not become ready.", metrics.StartFailures);
        Counter(text, "esb_agent_deaths_total", "Ready containers that ended by themselves.", metrics.Deaths);
        Counter(text, "esb_agent_leases_expired_total", "Leases that were never released.", metrics.ExpiredLeases);
        Counter(text, "esb_agent_orphans_removed_total", "Containers without an owner that were removed.", metrics.Orphans);
    }

    static void Starts(StringBuilder text, PoolMetrics metrics)
    {
        Head(text, "esb_agent_start_seconds", "histogram", "From a container's creation to its first healthy answer.");
        var starts = metrics.Starts;
        var total = 0L;
        for (var place = 0; place < starts.Count; place++)
        {
            total += starts[place];
            var bound = place < PoolMetrics.StartBounds.Count ? PoolMetrics.StartBounds[place].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(text, $"esb_agent_start_seconds_bucket{{le=\"{bound}\"}} {total}");
        }
        Line(text, $"esb_agent_start_seconds_sum {metrics.StartTime.TotalSeconds}");
        Line(text, $"esb_agent_start_seconds_count {total}");
    }

    static void Counter(StringBuilder text, string name, string help, long value)
    {
        Head(text, name, "counter", help);
        Line(text, $"{name} {value}");
    }

    static void Head(StringBuilder text, string name, string type, string help) => Line(text, $"# HELP {name} {help}\n# TYPE {name} {type}");

    static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    static string Escaped(string label) => label.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
