using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Esb.Common;
using Esb.Common.Logging;
using Esb.Gateway;
using Microsoft.AspNetCore.Builder;

namespace Esb.Tests.Gateway;

/// <summary>The gateway on a free port, with folders of its own and an agent.</summary>
sealed class GatewayHost : IAsyncDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("esb-gateway-").FullName;
    readonly LogStream _log = new();
    WebApplication? _app;

    GatewayHost()
    {
        Directory.CreateDirectory(CertificateFolder);
        Directory.CreateDirectory(ConfigurationFolder);
        Authority.WriteTo(CertificateFolder);
    }

    public TestAuthority Authority { get; } = new();

    public AgentServer Agent { get; } = new();

    public string CertificateFolder => Path.Combine(_directory, "certs");

    public string ConfigurationFolder => Path.Combine(_directory, "config");

    /// <summary>Talks to the gateway, trusting the test's root only.</summary>
    public HttpClient Client { get; private set; } = new();

    public IServiceProvider Services => _app!.Services;

    /// <summary>What the gateway logged so far.</summary>
    public string Log => _log.Text;

    /// <summary>Starts the agent and the gateway.</summary>
    /// <param name="functions">What stands below <c>functions:</c>; null for no file.</param>
    public static async Task<GatewayHost> StartAsync(
        string? functions = "{ echo: { image: esb-echo, runtime: image } }", string? routes = null, Func<GatewaySettings, GatewaySettings>? adjust = null, TimeProvider? clock = null)
    {
        var host = new GatewayHost();
        host.Agent.Add("echo", FunctionServer.Echo);
        await host.Agent.StartAsync(host.Authority);
        if (functions is not null)
            host.WriteFunctions(functions);
        if (routes is not null)
            host.WriteRoutes(routes);
        var settings = GatewaySettings.Read(new ServiceSettings(_ => null)) with
        {
            Port = 0,
            CertificateFolder = host.CertificateFolder,
            ConfigurationFolder = host.ConfigurationFolder,
            AgentUrl = host.Agent.Url,
        };
        host._app = ServiceProgram.Build(
            GatewayService.Describe(adjust is null ? settings : adjust(settings), clock), LogLevel.Information, new JsonLines("gateway", host._log, TimeProvider.System));
        await host._app.StartAsync();
        host.Client = host.NewClient();
        return host;
    }

    public void WriteFunctions(string functions) => File.WriteAllText(Path.Combine(ConfigurationFolder, "functions.yml"), $"version: 1\nfunctions: {functions}\n");

    public void WriteRoutes(string routes) => File.WriteAllText(Path.Combine(ConfigurationFolder, "routing.yml"), $"version: 1\nroutes:\n{routes}\n");

    public Uri Url => new($"https://localhost:{new Uri(_app!.Urls.Single().Replace("[::]", "localhost", StringComparison.Ordinal)).Port}");

    public HttpClient NewClient(Version? version = null, Action<X509Certificate2>? seen = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                seen?.Invoke((X509Certificate2)certificate!);
                using var chain = new X509Chain();
                chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(Authority.Root);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return chain.Build((X509Certificate2)certificate!);
            },
        },
    })
    {
        BaseAddress = Url,
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Calls the invoke API.</summary>
    public Task<HttpResponseMessage> InvokeAsync(
        string function, string payload = "{}", CancellationToken cancellationToken = default, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/2015-03-31/functions/{function}/invocations") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(payload)) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, cancellationToken);
    }

    /// <summary>Waits for something that has to happen soon.</summary>
    public static async Task UntilAsync(Func<bool> happened, string what)
    {
        for (var attempt = 0; !happened(); attempt++)
        {
            Assert.True(attempt < 500, $"Never happened: {what}");
            await Task.Delay(20);
        }
    }

    public Task StopAsync() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        await Agent.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    sealed class LogStream : MemoryStream
    {
        readonly Lock _lock = new();

        public string Text
        {
            get
            {
                lock (_lock)
                    return Encoding.UTF8.GetString(ToArray());
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            lock (_lock)
                base.Write(buffer);
        }
    }
}
