// The agent starts, lends and stops function containers. What it needs of whoever runs it:
//
//   port 50051        HTTPS for the gateway; only clients with a certificate of rootCA.crt (API_PORT)
//   port 9091         plain HTTP: /health, /version, /metrics (METRICS_PORT)
//   CERT_DIR          /app/certs, read-only: server.crt, server.key, rootCA.crt, readable by the service's user
//   CONFIG_DIR        /app/runtime-config, read-only: functions.yml
//   docker mode       the engine's socket at /var/run/docker.sock (DOCKER_HOST), and its group (compose: group_add);
//                     the network NETWORK_EXTERNAL, which the agent and the gateway are in and functions join
//   containerd mode   the runtime node's network namespace (compose: network_mode: service:runtime-node), and the volume
//                     /run/esb-node with its socket (NODE_SOCKET)
//
// ESB_MODE, ESB_TAG, CONTAINER_REGISTRY, ESB_PROJECT, ESB_ENV and ESB_RUN say which stack and images; IDLE_TIMEOUT (300 s),
// START_TIMEOUT (30 s), QUEUE_TIMEOUT (5 s), LEASE_GRACE (30 s) and MAX_CONTAINERS_PER_FUNCTION (32) how it keeps containers.
// The file system may be read-only, all capabilities may be dropped. It removes its containers on SIGTERM: give it 10 s.
using Esb.Agent;
using Esb.Agent.Api;
using Esb.Agent.Containers;
using Esb.Agent.Pool;
using Esb.Agent.Tls;
using Esb.Common;
using Microsoft.AspNetCore.Hosting;

return await ServiceProgram.RunAsync("agent", args, settings =>
{
    var agent = AgentSettings.Read(settings);
    return new Service("agent", new Uri($"http://127.0.0.1:{agent.MetricsPort}/health"))
    {
        Configure = builder =>
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.Services.AddAgent(agent);
        },
        Listen = options =>
        {
            options.ListenAnyIP(agent.MetricsPort);
            var services = options.ApplicationServices;
            options.ListenAnyIP(agent.ApiPort, listener => listener.UseHttps(
                MutualTls.Options(services.GetRequiredService<CertificateFolder>(), services.Log("tls"))));
        },
        Map = app =>
        {
            app.MapAgentApi(agent.ApiPort);
            app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<ContainerPool>().Refuse);
            app.MapMetrics(agent.Mode);
        },
        Health = services => async cancellationToken =>
        {
            var certificates = services.GetRequiredService<CertificateFolder>().Problem;
            var runtime = await services.GetRequiredService<IContainerRuntime>().ProblemAsync(cancellationToken);
            return [.. new[] { certificates, runtime }.OfType<string>()];
        },
    };
});
