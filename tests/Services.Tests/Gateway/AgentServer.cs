using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Esb.Tests.Gateway;

/// <summary>The agent's side of the contract: leases of function servers over mTLS.</summary>
sealed class AgentServer : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, FunctionHandler> _functions = new();
    readonly ConcurrentDictionary<string, ConcurrentStack<(string Name, FunctionServer Server)>> _idle = new();
    readonly ConcurrentDictionary<string, (string Function, string Name, FunctionServer Server)> _leases = new();
    readonly ConcurrentBag<FunctionServer> _servers = [];
    WebApplication? _app;
    int _started;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("https://127.0.0.1:1");

    /// <summary>Every request's headers, by path.</summary>
    public ConcurrentQueue<(string Path, IHeaderDictionary Headers, string Body)> Requests { get; } = new();

    /// <summary>The releases: container and whether it may serve again.</summary>
    public ConcurrentQueue<(string Container, bool Reusable)> Releases { get; } = new();

    /// <summary>How many containers were started.</summary>
    public int Started => _started;

    public int OpenLeases => _leases.Count;

    /// <summary>Answers an acquire instead of lending a container, when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = static _ => Task.FromResult(false);

    public void Add(string function, FunctionHandler handler) => _functions[function] = handler;

    /// <summary>Takes a server off the network without telling anyone.</summary>
    public async Task KillIdleAsync(string function)
    {
        foreach (var (_, server) in _idle[function])
            await server.DisposeAsync();
    }

    public async Task StartAsync(TestAuthority authority)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, Url.Port == 1 ? 0 : Url.Port, listener => listener.UseHttps(https =>
        {
            https.ServerCertificate = authority.IssueServer();
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => IsFrom(authority, certificate);
        })));
        _app = builder.Build();
        _app.MapPost("/v1/functions/{name}/acquire", AcquireAsync);
        _app.MapPost("/v1/leases/{lease}/release", ReleaseAsync);
        _app.MapGet("/v1/containers", context => context.Response.WriteAsync("[]"));
        await _app.StartAsync();
        Url = new Uri(_app.Urls.Single());
    }

    public async Task StopAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        if (_app is not null)
        {
            await _app.StopAsync(now.Token);
            await _app.DisposeAsync();
        }
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    async Task AcquireAsync(HttpContext context)
    {
        await RecordAsync(context);
        if (await Intercept(context))
            return;
        var function = (string)context.Request.RouteValues["name"]!;
        if (!_functions.TryGetValue(function, out var handler))
        {
            await FailAsync(context, 404, "FunctionNotFound", $"there is no function {function}");
            return;
        }
        var cold = !_idle.GetOrAdd(function, _ => new()).TryPop(out var container);
        if (cold)
        {
            container = ($"{function}-{Interlocked.Increment(ref _started)}", await FunctionServer.StartAsync(handler));
            _servers.Add(container.Server);
        }
        var lease = Guid.NewGuid().ToString("N");
        _leases[lease] = (function, container.Name, container.Server);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"lease":"{{lease}}","container":"{{container.Name}}","address":"{{container.Server.Address}}","coldStart":{{(cold ? "true" : "false")}}}""");
    }

    async Task ReleaseAsync(HttpContext context)
    {
        var body = await RecordAsync(context);
        using var document = JsonDocument.Parse(body);
        var reusable = document.RootElement.GetProperty("reusable").GetBoolean();
        if (!_leases.TryRemove((string)context.Request.RouteValues["lease"]!, out var lease))
        {
            await FailAsync(context, 404, "LeaseNotFound", "there is no such lease");
            return;
        }
        Releases.Enqueue((lease.Name, reusable));
        if (reusable)
            _idle[lease.Function].Push((lease.Name, lease.Server));
        context.Response.StatusCode = 204;
    }

    public static Task FailAsync(HttpContext context, int status, string error, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"error":"{{error}}","message":"{{message}}"}""");
    }

    async Task<string> RecordAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = new HeaderDictionary();
        foreach (var (name, values) in context.Request.Headers)
            headers[name] = values;
        Requests.Enqueue((context.Request.Path, headers, body));
        return body;
    }

    static bool IsFrom(TestAuthority authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
