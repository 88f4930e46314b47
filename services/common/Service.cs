using Esb.Common.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Common;

/// <summary>What differs between services; <see cref="ServiceProgram"/> does the rest.</summary>
/// <param name="Name">The service's name in logs and answers.</param>
/// <param name="HealthUrl">Where the service in this container answers <c>/health</c>.</param>
public sealed record Service(string Name, Uri HealthUrl)
{
    /// <summary>Opens the listeners.</summary>
    public required Action<KestrelServerOptions> Listen { get; init; }

    /// <summary>Adds the service's own parts to the builder.</summary>
    public Action<WebApplicationBuilder> Configure { get; init; } = static _ => { };

    /// <summary>Adds the service's own endpoints.</summary>
    public Action<WebApplication> Map { get; init; } = static _ => { };

    /// <summary>Given the built application, the check behind <c>/health</c>.</summary>
    public Func<IServiceProvider, HealthCheck> Health { get; init; } = static _ => ServiceEndpoints.AlwaysHealthy;
}

/// <summary>The main program of every service.</summary>
public static class ServiceProgram
{
    /// <summary>Exit code for settings that cannot be used (EX_CONFIG of sysexits.h).</summary>
    public const int UnusableSettings = 78;

    /// <summary>How long open requests may take to finish after SIGTERM; Docker kills after 10 seconds.</summary>
    public static TimeSpan ShutdownLimit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs the service until SIGTERM or SIGINT, or, with the argument <c>health</c>, probes the one that runs here.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string name, string[] args, Func<ServiceSettings, Service> describe)
    {
        var settings = ServiceSettings.FromEnvironment();
        var level = LogLevels.Level(settings.OneOf("LOG_LEVEL", "info", LogLevels.Names));
        var service = describe(settings);
        var lines = new JsonLines(name, Console.OpenStandardOutput(), TimeProvider.System);
        if (args is ["health"])
            return await HealthProbe.RunAsync(service.HealthUrl, Console.Out);
        if (args is not [])
            return Refuse(lines, [$"unknown arguments \"{string.Join(' ', args)}\": the program takes none, or \"health\""]);
        if (settings.Problems is not [])
            return Refuse(lines, settings.Problems.Select(problem => problem.ToString()));
        await using var app = Build(service, level, lines);
        await app.RunAsync();
        return Environment.ExitCode;
    }

    /// <summary>The service's application, not started yet.</summary>
    public static WebApplication Build(Service service, LogLevel level, JsonLines lines)
    {
        var version = VersionFile.Read(VersionFile.DefaultPath);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(level).AddProvider(new JsonLinesProvider(lines));
        if (level >= LogLevel.Information)
            builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownLimit);
        builder.Services.AddSingleton(version);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            service.Listen(options);
        });
        service.Configure(builder);
        var app = builder.Build();
        app.MapServiceEndpoints(service.Name, service.Health(app.Services), version);
        service.Map(app);
        LogLifetime(app, service, version);
        return app;
    }

    static void LogLifetime(WebApplication app, Service service, VersionFile version)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(service.Name);
        if (version.Problem is { } problem)
            log.LogWarning("no version to show: {Problem}", problem);
        app.Lifetime.ApplicationStarted.Register(() =>
            log.LogInformation("started: {Urls}, version {Version}, commit {Commit}", string.Join(" ", app.Urls), version.Version, version.Commit));
        app.Lifetime.ApplicationStopping.Register(() => log.LogInformation("stopping"));
        app.Lifetime.ApplicationStopped.Register(() => log.LogInformation("stopped"));
    }

    static int Refuse(JsonLines lines, IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
            lines.Write(LogLevel.Critical, "settings", reason, [], null);
        return UnusableSettings;
    }
}
