using System.Collections.Concurrent;
using Esb.RuntimeNode.Containerd;

namespace Esb.RuntimeNode.Functions;

/// <summary>Images of the registry, pulled when they changed there; tags that were replaced by another one go.</summary>
sealed class NodeImages(ContainerdApi containerd, RegistryClient registry, NodeSettings node, ILogger log)
{
    // Docker's own limit for a pull that stands still is a minute; a whole pull of a large image may take several.
    static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<string, SemaphoreSlim> _pulls = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ImageConfiguration> _configurations = new(StringComparer.Ordinal);
    bool _isRegistryDown;

    /// <summary>The digest that a reference stands for: the registry's word, and without one what was pulled last.</summary>
    public async Task<string> DigestAsync(string reference, CancellationToken cancellationToken)
    {
        var image = Parse(reference);
        try
        {
            var digest = await registry.DigestAsync(image, cancellationToken);
            _isRegistryDown = false;
            if (digest is not null)
                return digest;
            throw new NodeException($"The registry {image.Host} has no {image.Repository}:{image.Tag}. Bake and push it: ./build.sh Up --mode containerd --tag {image.Tag}");
        }
        catch (HttpRequestException e)
        {
            if (await containerd.ImageDigestAsync(reference, cancellationToken) is not { } digest)
                throw new NodeException($"The image {reference} cannot be pulled: {e.Message}", e);
            log.Log(_isRegistryDown ? LogLevel.Debug : LogLevel.Warning, "{Reason}: {Image} is taken as it was pulled last", e.Message, reference);
            _isRegistryDown = true;
            return digest;
        }
    }

    /// <summary>Pulls the image unless the node has what its name stands for now; returns the digest.</summary>
    public async Task<string> PullAsync(string reference, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(reference, cancellationToken);
        if (!await IsThereAsync(reference, digest, cancellationToken))
            await PullOnceAsync(reference, digest, cancellationToken);
        return digest;
    }

    /// <summary>What the image says about its process; it is pulled before, where that is needed.</summary>
    public async Task<ImageConfiguration> GetAsync(string reference, CancellationToken cancellationToken) =>
        await ConfigurationAsync(await PullAsync(reference, cancellationToken), cancellationToken);

    async Task<ImageConfiguration> ConfigurationAsync(string digest, CancellationToken cancellationToken) =>
        _configurations.TryGetValue(digest, out var known)
            ? known
            : _configurations[digest] = await ImageConfiguration.ReadAsync(containerd, digest, cancellationToken);

    // A pull names the image first and unpacks its layers then.
    async Task<bool> IsThereAsync(string reference, string digest, CancellationToken cancellationToken) =>
        await containerd.ImageDigestAsync(reference, cancellationToken) == digest
        && await containerd.HasSnapshotAsync(node.Snapshotter, (await ConfigurationAsync(digest, cancellationToken)).TopLayer, cancellationToken);

    async Task PullOnceAsync(string reference, string digest, CancellationToken cancellationToken)
    {
        var gate = _pulls.GetOrAdd(reference, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (await IsThereAsync(reference, digest, cancellationToken))
                return;
            await RunPullAsync(reference, cancellationToken);
            await ForgetOtherTagsAsync(Parse(reference), cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    async Task RunPullAsync(string reference, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PullLimit);
        var started = TimeProvider.System.GetTimestamp();
        IEnumerable<string> arguments =
        [
            "--address", node.Socket, "--namespace", ContainerdApi.Namespace, "images", "pull", "--snapshotter", node.Snapshotter,
            .. node.RegistryScheme == "http" ? (string[])["--plain-http"] : [], reference,
        ];
        try
        {
            await Command.RunAsync("/usr/bin/ctr", arguments, "", new Dictionary<string, string>(), limit.Token);
        }
        catch (CommandException e)
        {
            throw new NodeException($"The image {reference} cannot be pulled: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeException($"The image {reference} cannot be pulled: it took longer than {PullLimit.TotalMinutes} minutes", e);
        }
        log.LogInformation("{Image} was pulled in {Milliseconds} ms", reference, (long)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    async Task ForgetOtherTagsAsync(ImageReference pulled, CancellationToken cancellationToken)
    {
        foreach (var name in await containerd.ListImagesAsync(cancellationToken))
        {
            if (ImageReference.Parse(name)?.IsOtherTagOf(pulled) != true)
                continue;
            // Containers that still run from it keep its layers.
            await containerd.DeleteImageAsync(name, cancellationToken);
            log.LogInformation("{Image} is removed: {Other} came in its place", name, pulled);
        }
    }

    static ImageReference Parse(string reference) => ImageReference.Parse(reference)
        ?? throw new NodeException($"\"{reference}\" is no image that a node can pull: it must be registry/name:tag (CONTAINER_REGISTRY)");
}

/// <summary>A request that failed; the message is for a person.</summary>
sealed class NodeException(string message, Exception? inner = null) : Exception(message, inner);
