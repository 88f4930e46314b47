using Esb.Common;
using Esb.RuntimeNode;

return await ServiceProgram.RunAsync("runtime-node", args, settings =>
{
    var port = settings.Port("METRICS_PORT", 9091);
    var node = NodeSettings.Read(settings);
    return new Service("runtime-node", new Uri($"http://127.0.0.1:{port}/health"))
    {
        Listen = options => options.ListenAnyIP(port),
        Configure = builder =>
        {
            builder.Services.AddSingleton(node);
            builder.Services.AddSingleton<NodeState>();
            builder.Services.AddHostedService<ContainerdSupervisor>();
        },
        Health = services => services.GetRequiredService<NodeState>().CheckAsync,
    };
});
