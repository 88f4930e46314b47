using Esb.Common;

return await ServiceProgram.RunAsync("provisioner", args, settings =>
{
    var port = settings.Port("HEALTH_PORT", 8080);
    return new Service("provisioner", new Uri($"http://127.0.0.1:{port}/health"))
    {
        Listen = options => options.ListenAnyIP(port),
    };
});
