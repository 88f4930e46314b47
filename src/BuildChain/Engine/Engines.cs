using BuildChain.Engine.Private;

namespace BuildChain.Engine;

/// <summary>Finds, starts and stops Docker engines.</summary>
public static class Engines
{
    /// <summary>A usable engine of the wanted kind; starts the private one when that is what it takes.</summary>
    /// <exception cref="EngineException">There is none and none can be made; the message says what is missing and how to get it.</exception>
    public static async Task<EngineConnection> AcquireAsync(
        EngineRequest request, IProgress<EngineEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        if (request.Mode == EngineMode.Private)
            return await Private(request, progress).AcquireAsync(cancellationToken);

        var system = await ProbeSystemAsync(request, cancellationToken);
        if (system.Connection is { } connection)
            return connection;
        if (request.Mode == EngineMode.System)
            throw Unusable(system, request, "--engine system allows no other.");

        var engine = Private(request, progress);
        if (engine.Obstacle() is { } obstacle && await engine.FindAsync(cancellationToken) is null)
            throw Unusable(system, request, obstacle);
        return await engine.AcquireAsync(cancellationToken, system);
    }

    /// <summary>Looks for engine, buildx and compose and changes nothing: the system's for auto and system, else this home's.</summary>
    public static async Task<EngineReport> ProbeAsync(EngineRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Mode == EngineMode.Private)
            return await Private(request, null).ProbeAsync(cancellationToken);

        var system = await ProbeSystemAsync(request, cancellationToken);
        return system.GoodEnough || request.Mode == EngineMode.System
            ? system
            : await Private(request, null).ProbeAsync(cancellationToken) is { GoodEnough: true } own ? own : system;
    }

    /// <summary>Where the private engine of the request's home listens, as <c>DOCKER_HOST</c> has it; whether it runs or not.</summary>
    public static string PrivateHost(EngineRequest request) => new EngineLayout(request.Home).Host;

    /// <summary>Stops the private engine of the request's home, never another; its images, volumes and cache stay.</summary>
    /// <returns>False when there was none to stop.</returns>
    public static Task<bool> StopAsync(
        EngineRequest request, IProgress<EngineEvent>? progress = null, CancellationToken cancellationToken = default)
        => Private(request, progress).StopAsync(cancellationToken);

    static PrivateEngine Private(EngineRequest request, IProgress<EngineEvent>? progress) => new(request, progress);

    // A shell that has sourced the private engine's env must not make it the system's engine.
    static async Task<EngineReport> ProbeSystemAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var layout = new EngineLayout(request.Home);
        var report = await new SystemEngine(Environment.GetEnvironmentVariable, PrivateEngine.Versions(layout)).ProbeAsync(cancellationToken);
        return report.Connection?.Host == layout.Host
            ? report with
            {
                Connection = null,
                Engine = report.Engine with
                {
                    Problem = $"DOCKER_HOST leads to this home's private engine ({layout.Host}); unset it or use --engine private",
                },
            }
            : report;
    }

    static EngineException Unusable(EngineReport report, EngineRequest request, string reason)
    {
        var problems = report.Problems.Select(finding => $"  - {finding.Name}: {finding.Problem}");
        return new EngineException(
            $"No usable Docker engine. {reason}\n{string.Join('\n', problems)}",
            InstallAdvice.For(report.Problems, request.Command, request.Home));
    }
}
