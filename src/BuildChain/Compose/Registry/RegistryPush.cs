using System.Collections.Concurrent;
using System.Text.Json;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Processes;

namespace BuildChain.Compose;

/// <summary>Brings images of the engine into the local registry, and makes sure that all of each is there.</summary>
public sealed class RegistryPush(EngineConnection engine, LocalRegistry registry)
{
    const int AtOnce = 4;

    // A layer that many images share is asked for once.
    readonly ConcurrentDictionary<string, Task<string?>> _problems = new(StringComparer.Ordinal);

    /// <summary>Pushes what the registry does not have, by the same name and tag; then checks every manifest and blob of every image.</summary>
    /// <param name="images">References as the engine has them, with or without a registry.</param>
    /// <exception cref="BuildChainException">An image is missing in the engine, a push failed, or a part is missing in the registry even after another push.</exception>
    public async Task<IReadOnlyList<PushedImage>> RunAsync(IReadOnlyList<string> images, CancellationToken cancellationToken = default)
    {
        using var client = new RegistryClient(registry.Url);
        using var slots = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(images.Select(async image =>
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                return await PushAsync(client, ImageReference.Parse(image), cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw new BuildChainException($"The registry at {registry.Url} does not answer as it should for {image}: {e.Message}", "./build.sh SetupRegistry", e);
            }
            finally
            {
                slots.Release();
            }
        }));
    }

    async Task<PushedImage> PushAsync(RegistryClient client, ImageReference image, CancellationToken cancellationToken)
    {
        var (repository, tag) = (image.Repository, image.Tag ?? "latest");
        var id = await IdAsync(image, cancellationToken);
        var present = await client.ManifestAsync(repository, tag, cancellationToken);
        var isCurrent = present is not null && (present.Digest == id || present.Config == id);
        if (isCurrent && await MissingAsync(client, repository, present!, cancellationToken) is null)
            return new PushedImage($"{registry.Prefix}{repository}:{tag}", present!.Digest, WasThere: true);

        // A push passes over an image whose manifest is there, whatever became of its layers.
        if (isCurrent)
            await client.ForgetAsync(repository, present!.Digest, cancellationToken);
        await PushAsync(image, repository, tag, cancellationToken);
        _problems.Clear();
        var pushed = await client.ManifestAsync(repository, tag, cancellationToken) ?? throw Incomplete(image, "its manifest");
        if (await MissingAsync(client, repository, pushed, cancellationToken) is { } missing)
            throw Incomplete(image, missing);
        return new PushedImage($"{registry.Prefix}{repository}:{tag}", pushed.Digest, WasThere: false);
    }

    async Task PushAsync(ImageReference image, string repository, string tag, CancellationToken cancellationToken)
    {
        var name = $"{registry.Prefix}{repository}:{tag}";
        if (image.ToString() == name)
        {
            await DockerAsync(cancellationToken, "image", "push", "--quiet", name);
            return;
        }

        await DockerAsync(cancellationToken, "image", "tag", image.ToString(), name);
        try
        {
            await DockerAsync(cancellationToken, "image", "push", "--quiet", name);
        }
        finally
        {
            // The name was for the push only; the image stays by its own.
            await ProcessRunner.TryRunAsync(engine.Docker("image", "rm", "--no-prune", name), CancellationToken.None);
        }
    }

    /// <summary>The first part that the registry lacks or has only a piece of; null when all is there.</summary>
    async Task<string?> MissingAsync(RegistryClient client, string repository, RegistryManifest manifest, CancellationToken cancellationToken)
    {
        foreach (var digest in manifest.Manifests)
        {
            // An index may name manifests of other platforms that were never pushed.
            if (await client.ManifestAsync(repository, digest, cancellationToken) is { } inner && await MissingAsync(client, repository, inner, cancellationToken) is { } missing)
                return missing;
        }

        foreach (var blob in manifest.Blobs)
        {
            if (await _problems.GetOrAdd($"{repository}@{blob.Digest}", _ => client.BlobProblemAsync(repository, blob, cancellationToken)) is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>The engine's id: the digest of the manifest or index in containerd's image store, else of the configuration.</summary>
    async Task<string> IdAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.TryRunAsync(engine.Docker("image", "inspect", "--format", "{{json .Id}}", image.ToString()), cancellationToken);
        return result.Succeeded ? JsonDocument.Parse(result.Output).RootElement.GetString()!
            : result.Error.Contains("No such image", StringComparison.OrdinalIgnoreCase) ? throw new BuildChainException($"The engine has no image {image} to push.", "./build.sh BakeFunctions")
            : throw new ProcessFailedException(result);
    }

    async Task DockerAsync(CancellationToken cancellationToken, params string[] arguments)
        => await ProcessRunner.RunAsync(engine.Docker(arguments), cancellationToken);

    BuildChainException Incomplete(ImageReference image, string what)
        => new($"The registry at {registry.Url} lacks {what} of {image} after a push.",
            "What is on its disk is damaged, which no push repairs. Empty it, and push again: "
            + $"docker compose -p {LocalRegistry.Project} -f docker-compose.registry.yml down --volumes");
}

/// <summary>An image that is complete in the registry.</summary>
/// <param name="Reference">Its name there, as the engine sees it.</param>
/// <param name="Digest">What the registry calls it.</param>
/// <param name="WasThere">Nothing had to be pushed.</param>
public sealed record PushedImage(string Reference, string Digest, bool WasThere);
