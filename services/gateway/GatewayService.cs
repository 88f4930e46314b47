using System.Diagnostics.CodeAnalysis;
using Esb.Common;
using Esb.Common.Node;
using Esb.Gateway.Agent;
using Esb.Gateway.Api;
using Esb.Gateway.Configuration;
using Esb.Gateway.Events;
using Esb.Gateway.Functions;
using Esb.Gateway.Http;
using Esb.Gateway.Invoke;
using Esb.Gateway.Metrics;
using Esb.Gateway.Schedules;
using Esb.Gateway.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway;

/// <summary>The gateway's parts and how they are put together.</summary>
static class GatewayService
{
    /// <summary>The service of these settings.</summary>
    /// <param name="clock">The system's when null.</param>
    public static Service Describe(GatewaySettings settings, TimeProvider? clock = null) => new("gateway", new Uri($"https://127.0.0.1:{settings.Port}/health"))
    {
        Configure = builder =>
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            AddParts(builder.Services, settings, clock ?? TimeProvider.System);
            // In containerd mode agent and gateway share the runtime node's network.
            if (settings.AgentUrl.IsLoopback)
                builder.Services.AddHostedService(services => Watch(services, settings.NodeState));
        },
        Listen = options => Listen(options, settings),
        Map = app =>
        {
            var services = app.Services;
            app.UseRequestMetrics(services.GetRequiredService<HttpMetrics>());
            app.UseRequestIdentity(services.GetRequiredService<TimeProvider>(), services.Log("request"));
            MetricsEndpoint.Map(app, services.GetRequiredService<MetricsEndpoint>());
            InvokeEndpoint.Map(app, services.GetRequiredService<InvokeEndpoint>());
            ApiEndpoint.Map(app, services.GetRequiredService<ApiEndpoint>());
        },
        Health = services => cancellationToken => HealthAsync(services, cancellationToken),
    };

    static void AddParts(IServiceCollection services, GatewaySettings settings, TimeProvider clock) => services
        .Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = settings.ShutdownTimeout;
            options.ServicesStopConcurrently = true;
        })
        .AddSingleton(settings)
        .AddSingleton(clock)
        .AddSingleton(provider => new ServerCertificate(settings.CertificateFolder, clock, provider.Log("tls")))
        .AddSingleton(provider => new ConfigurationStore(settings.ConfigurationFolder, provider.Log("configuration")))
        .AddPart<AgentClient>("agent")
        .AddSingleton<PayloadMemory>()
        .AddSingleton<ContainerClient>()
        .AddSingleton<FunctionStates>()
        .AddPart<Invoker>("invoke")
        .AddSingleton<HttpMetrics>()
        .AddSingleton<MetricsEndpoint>()
        .AddSingleton<InvokeEndpoint>()
        .AddPart<ApiEndpoint>("api")
        .AddPart<ConfigurationWatcher>("configuration")
        .AddPart<EventQueue>("events")
        .AddPart<Scheduler>("schedules")
        .AddHostedService(provider => provider.GetRequiredService<ConfigurationWatcher>())
        .AddHostedService(provider => provider.GetRequiredService<EventQueue>())
        .AddHostedService(provider => provider.GetRequiredService<Scheduler>());

    /// <summary>A part that logs under a category of its own.</summary>
    static IServiceCollection AddPart<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IServiceCollection services, string category)
        where T : class => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<T>(provider, provider.Log(category)));

    static NetworkWatch Watch(IServiceProvider services, string folder)
    {
        var node = new NodeNetwork(folder);
        return new(services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<NetworkWatch>>())
        {
            IsBack = node.IsKnown ? _ => Task.FromResult(node.IsElsewhere()) : null,
        };
    }

    static void Listen(KestrelServerOptions options, GatewaySettings settings)
    {
        // Bodies are limited where they are read, each by the rules of its API.
        options.Limits.MaxRequestBodySize = null;
        options.ListenAnyIP(settings.Port, listener =>
            listener.UseHttps(options.ApplicationServices.GetRequiredService<ServerCertificate>().Options()));
    }

    static async ValueTask<IReadOnlyList<string>> HealthAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<ConfigurationStore>();
        var agent = await services.GetRequiredService<AgentClient>().ProblemAsync(cancellationToken);
        var certificate = services.GetRequiredService<ServerCertificate>().Problem;
        var warnings = configuration.Problems.Append(certificate).OfType<string>().Where(problem => problem != configuration.Missing);
        return [.. new[] { configuration.Missing, agent }.OfType<string>(), .. warnings.Select(problem => ServiceEndpoints.Warning + problem)];
    }

    static ILogger Log(this IServiceProvider services, string category) => services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
}
