using Esb.Agent;
using Esb.Common;

return await ServiceProgram.RunAsync("agent", args, settings =>
{
    var port = settings.Port("METRICS_PORT", 9091);
    var mode = settings.OneOf("ESB_MODE", "docker", "docker", "containerd");
    return new Service("agent", new Uri($"http://127.0.0.1:{port}/health"))
    {
        // The mTLS listener on 50051 comes with the API that it serves.
        Listen = options => options.ListenAnyIP(port),
        Map = app => app.MapMetrics(mode),
    };
});
