using System.Net;

namespace Esb.RuntimeNode.Functions;

/// <summary>Asks a registry what a tag stands for (OCI distribution specification, "Pulling manifests").</summary>
sealed class RegistryClient(string scheme) : IDisposable
{
    static readonly string[] Manifests =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>The digest; null when the registry has no such image.</summary>
    /// <exception cref="HttpRequestException">The registry does not answer, or not with a digest; the message is for a person.</exception>
    public async Task<string?> DigestAsync(ImageReference image, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{scheme}://{image.Host}/v2/{image.Repository}/manifests/{image.Tag}");
        foreach (var manifest in Manifests)
            request.Headers.Accept.ParseAdd(manifest);
        using var response = await SendAsync(image, request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"the registry {image.Host} answers {(int)response.StatusCode} to {image}", null, response.StatusCode);
        return response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First()
            : throw new HttpRequestException($"the registry {image.Host} tells no digest of {image}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<HttpResponseMessage> SendAsync(ImageReference image, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new HttpRequestException($"the registry {image.Host} does not answer: {e.Message}", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the registry {image.Host} does not answer within {_http.Timeout.TotalSeconds} s", e);
        }
    }
}
