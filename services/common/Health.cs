using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Esb.Common;

/// <summary>Tells what keeps the service from doing its work; no reasons, or only warnings, means healthy.</summary>
/// <remarks>A reason that starts with <see cref="ServiceEndpoints.Warning"/> is shown, but the service does its work.</remarks>
public delegate ValueTask<IReadOnlyList<string>> HealthCheck(CancellationToken cancellationToken);

/// <summary>The answer of <c>/health</c>.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Service">The service that answers.</param>
/// <param name="Reasons">Sentences for a person; when healthy, only warnings.</param>
public sealed record HealthAnswer(string Status, string Service, IReadOnlyList<string> Reasons);

[JsonSerializable(typeof(HealthAnswer))]
sealed partial class HealthJson : JsonSerializerContext
{
    /// <summary>People read this answer: apostrophes stay as they are.</summary>
    public static HealthJson Readable { get; } =
        new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>The endpoints that every service has.</summary>
public static class ServiceEndpoints
{
    /// <summary>How a reason starts that does not make the service unhealthy.</summary>
    public const string Warning = "warning: ";

    /// <summary>A service that is healthy as long as it answers.</summary>
    public static HealthCheck AlwaysHealthy { get; } = static _ => ValueTask.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Adds <c>GET /health</c> (200, or 503 with the reasons) and <c>GET /version</c> (the build's version.json).</summary>
    public static void MapServiceEndpoints(this WebApplication app, string service, HealthCheck check, VersionFile version)
    {
        app.MapGet("/health", async context =>
        {
            var reasons = await check(context.RequestAborted);
            var healthy = reasons.All(reason => reason.StartsWith(Warning, StringComparison.Ordinal));
            context.Response.StatusCode = healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            var answer = new HealthAnswer(healthy ? "healthy" : "unhealthy", service, reasons);
            await context.Response.WriteAsJsonAsync(answer, HealthJson.Readable.HealthAnswer, cancellationToken: context.RequestAborted);
        });
        app.MapGet("/version", async context =>
        {
            context.Response.StatusCode = version.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            context.Response.ContentType = version.Problem is null ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
            if (version.Problem is null)
                await context.Response.Body.WriteAsync(version.Content, context.RequestAborted);
            else
                await context.Response.WriteAsync(version.Problem + "\n", context.RequestAborted);
        });
    }
}
