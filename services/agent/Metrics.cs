using System.Globalization;
using System.Text;
using Esb.Common;

namespace Esb.Agent;

/// <summary><c>GET /metrics</c> in Prometheus' text format (version 0.0.4).</summary>
static class Metrics
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapMetrics(this WebApplication app, string mode)
    {
        var version = app.Services.GetRequiredService<VersionFile>();
        var started = DateTimeOffset.UtcNow;
        app.MapGet("/metrics", async context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await context.Response.WriteAsync(Text(mode, version.Version, version.Commit, started, Environment.WorkingSet), context.RequestAborted);
        });
    }

    /// <summary>The text for one moment.</summary>
    public static string Text(string mode, string version, string commit, DateTimeOffset started, long residentBytes) =>
        new StringBuilder()
            .Append("# HELP esb_agent_info The agent's build and mode.\n# TYPE esb_agent_info gauge\n")
            .Append(CultureInfo.InvariantCulture, $"esb_agent_info{{mode=\"{mode}\",version=\"{Escaped(version)}\",commit=\"{Escaped(commit)}\"}} 1\n")
            .Append("# HELP process_start_time_seconds Start of the process, seconds since 1970.\n# TYPE process_start_time_seconds gauge\n")
            .Append(CultureInfo.InvariantCulture, $"process_start_time_seconds {started.ToUnixTimeSeconds()}\n")
            .Append("# HELP process_resident_memory_bytes Resident memory.\n# TYPE process_resident_memory_bytes gauge\n")
            .Append(CultureInfo.InvariantCulture, $"process_resident_memory_bytes {residentBytes}\n")
            .ToString();

    static string Escaped(string label) => label.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
