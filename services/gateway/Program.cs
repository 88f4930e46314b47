using Esb.Common;
using Esb.Gateway;
using Microsoft.AspNetCore.Hosting;

return await ServiceProgram.RunAsync("gateway", args, settings =>
{
    var port = settings.Port("HTTPS_PORT", 8443);
    var certificates = settings.AbsolutePath("CERT_DIR", "/app/certs");
    return new Service("gateway", new Uri($"https://127.0.0.1:{port}/health"))
    {
        Configure = builder =>
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.Services.AddSingleton(services => new ServerCertificate(
                certificates, services.GetRequiredService<ILoggerFactory>().CreateLogger("certificate")));
        },
        Listen = options => options.ListenAnyIP(port, listener => listener.UseHttps(
            options.ApplicationServices.GetRequiredService<ServerCertificate>().Load())),
    };
});
