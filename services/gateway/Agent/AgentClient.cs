using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Esb.Common;
using Esb.Gateway.Functions;
using Esb.Gateway.Http;
using Esb.Gateway.Tls;
using Microsoft.Extensions.Logging;

namespace Esb.Gateway.Agent;

/// <summary>The agent's API: containers are acquired, used, released.</summary>
sealed class AgentClient(GatewaySettings settings, TimeProvider clock, ILogger log)
{
    static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    // New certificates come with new connections; requests under way finish on the old ones.
    readonly Reloaded<HttpMessageInvoker> _channel = new(
        "the client certificate", ClientCertificate.Files(settings.CertificateFolder), () => Channel(settings), clock, log);

    /// <summary>
    /// A container of the function, started where none is idle. Where all that the agent allows are in use, it is asked again: that is no
    /// limit that callers know of.
    /// </summary>
    /// <param name="cancellationToken">Ends the asking again; an answer that is under way is waited for, since it may be a container.</param>
    /// <exception cref="InvocationException">There is none.</exception>
    public async Task<Lease> AcquireAsync(string function, RequestIdentity identity, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            var rest = settings.AcquireTimeout - clock.GetElapsedTime(since);
            try
            {
                return await AcquireAsync(function, identity, rest);
            }
            catch (InvocationException e) when (e.Failure.Kind == FailureKind.Concurrency && clock.GetElapsedTime(since) + pause < settings.AcquireTimeout)
            {
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    /// <summary>Gives a container back; what goes wrong is logged, since the agent ends a lease by its time too.</summary>
    /// <param name="reusable">False when the container must not serve another invocation.</param>
    public async Task ReleaseAsync(Lease lease, bool reusable, RequestIdentity identity)
    {
        using var limit = new CancellationTokenSource(ReleaseLimit, clock);
        try
        {
            using var response = await SendTwiceAsync(
                () => Post($"v1/leases/{Uri.EscapeDataString(lease.Id)}/release", JsonContent.Create(new(reusable), AgentJson.Default.ReleaseRequest), identity), limit.Token);
            // An agent that was started again knows no earlier lease, and has ended its container.
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
                log.LogWarning("the agent answers {Status} to the release of {Container}", (int)response.StatusCode, lease.Container);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvocationException)
        {
            log.LogWarning("{Container} could not be released: {Reason}", lease.Container, Reason(e));
        }
    }

    /// <summary>Why the agent cannot be used, or null.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProbeLimit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.AgentUrl, "v1/containers"));
            using var response = await Invoker().SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode ? null : $"the agent at {settings.AgentUrl} answers {(int)response.StatusCode}";
        }
        catch (InvocationException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return $"the agent at {settings.AgentUrl} does not answer: {Reason(e)}";
        }
    }

    async Task<Lease> AcquireAsync(string function, RequestIdentity identity, TimeSpan patience)
    {
        // The agent keeps to the timeout itself; a little more tells its answer from its silence.
        using var limit = new CancellationTokenSource(patience + TimeSpan.FromSeconds(5));
        try
        {
            using var response = await SendAcquireAsync(function, identity, patience, limit.Token);
            if (response.IsSuccessStatusCode && await response.Content.ReadFromJsonAsync(AgentJson.Default.Lease, limit.Token) is { } lease)
                return lease;
            throw new InvocationException(await FailureAsync(function, response, limit.Token));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or OperationCanceledException)
        {
            throw new InvocationException(new(FailureKind.AgentUnavailable, $"the agent at {settings.AgentUrl} does not answer: {Reason(e)}"), e);
        }
    }

    Task<HttpResponseMessage> SendAcquireAsync(string function, RequestIdentity identity, TimeSpan patience, CancellationToken cancellationToken)
    {
        var body = new AcquireRequest(identity.RequestId, Math.Max(1, (long)Math.Ceiling(patience.TotalMilliseconds)));
        return SendTwiceAsync(
            () => Post($"v1/functions/{Uri.EscapeDataString(function)}/acquire", JsonContent.Create(body, AgentJson.Default.AcquireRequest), identity), cancellationToken);
    }

    /// <summary>
    /// Sends again once when there was no connection, or it broke: the agent may be starting, or the connection be of the one before.
    /// Should that one have lent a container nevertheless, it gets it back by its time.
    /// </summary>
    async Task<HttpResponseMessage> SendTwiceAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        try
        {
            using var request = make();
            return await Invoker().SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError || e.InnerException is IOException)
        {
            await Task.Delay(RetryPause, clock, cancellationToken);
            using var request = make();
            return await Invoker().SendAsync(request, cancellationToken);
        }
    }

    HttpRequestMessage Post(string path, JsonContent content, RequestIdentity identity)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.AgentUrl, path)) { Content = content };
        identity.AddTo(request.Headers);
        return request;
    }

    HttpMessageInvoker Invoker() =>
        _channel.Current ?? throw new InvocationException(new(FailureKind.AgentUnavailable, _channel.Problem ?? "there is no client certificate"));

    static async Task<InvocationFailure> FailureAsync(string function, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = response.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: "application/json" }
            ? await response.Content.ReadFromJsonAsync(AgentJson.Default.AgentError, cancellationToken)
            : null;
        var message = error?.Message ?? error?.Error ?? $"the agent answers {(int)response.StatusCode}";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => new(FailureKind.UnknownToAgent, message),
            HttpStatusCode.TooManyRequests => new(FailureKind.Concurrency, message),
            HttpStatusCode.ServiceUnavailable => new(FailureKind.StartFailed, $"a container of {function} could not be started: {message}"),
            HttpStatusCode.GatewayTimeout => new(FailureKind.StartTimeout, message),
            _ => new(FailureKind.AgentUnavailable, $"the agent answers {(int)response.StatusCode}: {message}"),
        };
    }

    static string Reason(Exception e) => e switch
    {
        OperationCanceledException => "it took too long",
        { InnerException: { } inner } => $"{e.Message} {inner.Message}",
        _ => e.Message,
    };

    static HttpMessageInvoker Channel(GatewaySettings settings) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        SslOptions = ClientCertificate.Options(settings.CertificateFolder),
    });
}
