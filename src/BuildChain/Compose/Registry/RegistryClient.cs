using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace BuildChain.Compose;

/// <summary>The part of the OCI distribution API that checking an image needs.</summary>
sealed class RegistryClient(Uri registry) : IDisposable
{
    static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = registry, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A manifest or an index by tag or digest; null when the registry has none.</summary>
    /// <exception cref="HttpRequestException">The registry does not answer as one.</exception>
    public async Task<RegistryManifest?> ManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v2/{repository}/manifests/{reference}");
        foreach (var type in ManifestTypes)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var answer = await _client.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        var digest = answer.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First() : reference;
        return RegistryManifest.Read(digest, document.RootElement);
    }

    /// <summary>What is wrong with a blob; null when it is there to its last byte.</summary>
    /// <remarks>
    /// Asks for the last byte: to a mere question for the blob (HEAD) the registry answers out of its memory, also when the file is gone.
    /// What is in the file the puller checks by the digest.
    /// </remarks>
    /// <exception cref="HttpRequestException">The registry does not answer as one.</exception>
    public async Task<string?> BlobProblemAsync(string repository, RegistryBlob blob, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v2/{repository}/blobs/{blob.Digest}");
        request.Headers.Range = new RangeHeaderValue(blob.Size - 1, blob.Size - 1);
        try
        {
            return await ProblemAsync(request, blob, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            return $"the end of blob {blob.Digest}";
        }
    }

    async Task<string?> ProblemAsync(HttpRequestMessage request, RegistryBlob blob, CancellationToken cancellationToken)
    {
        using var answer = await _client.SendAsync(request, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.InternalServerError)
            return $"blob {blob.Digest}";
        answer.EnsureSuccessStatusCode();
        return answer.Content.Headers.ContentRange?.Length is { } size && size != blob.Size ? $"a part of blob {blob.Digest} ({size} of {blob.Size} bytes)" : null;
    }

    /// <summary>Makes the registry forget a manifest, so that a push writes all of it again.</summary>
    public async Task ForgetAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var answer = await _client.DeleteAsync(new Uri($"v2/{repository}/manifests/{digest}", UriKind.Relative), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.NotFound)
            answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>An image's manifest, or an index of several.</summary>
/// <param name="Digest">Its own.</param>
/// <param name="Config">The digest of the image's configuration; null for an index.</param>
/// <param name="Blobs">Configuration and layers; empty for an index.</param>
/// <param name="Manifests">An index's manifests; empty for a manifest.</param>
sealed record RegistryManifest(string Digest, string? Config, IReadOnlyList<RegistryBlob> Blobs, IReadOnlyList<string> Manifests)
{
    public static RegistryManifest Read(string digest, JsonElement root)
    {
        var config = root.TryGetProperty("config", out var c) ? Blob(c) : null;
        var layers = root.TryGetProperty("layers", out var l) ? l.EnumerateArray().Select(Blob) : [];
        var manifests = root.TryGetProperty("manifests", out var m) ? m.EnumerateArray().Select(manifest => manifest.GetProperty("digest").GetString()!) : [];
        return new RegistryManifest(digest, config?.Digest, [.. (config is null ? [] : new[] { config }), .. layers], [.. manifests]);
    }

    static RegistryBlob Blob(JsonElement element) => new(element.GetProperty("digest").GetString()!, element.GetProperty("size").GetInt64());
}

/// <summary>A configuration or layer.</summary>
/// <param name="Size">Bytes.</param>
sealed record RegistryBlob(string Digest, long Size);
