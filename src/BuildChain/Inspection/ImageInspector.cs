using System.Text.Json;
using BuildChain.Cache;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Processes;

namespace BuildChain.Inspection;

/// <summary>Finds images and containers in an engine and tells where they come from.</summary>
public sealed class ImageInspector(EngineConnection engine)
{
    // The meta image is nothing but version files.
    static readonly string[] VersionFiles = ["/app/version.json", "/version.json"];

    /// <summary>Its state goes with the images whose targets it has; null for none.</summary>
    public CacheStatus? Cache { get; init; }

    /// <summary>The images of a tag that this chain made, in the order of their names.</summary>
    /// <exception cref="BuildChainException">There are none.</exception>
    public async Task<IReadOnlyList<string>> ImagesAsync(string tag, CancellationToken cancellationToken = default)
    {
        var all = await OwnImagesAsync(cancellationToken);
        var found = all.Where(image => ImageReference.TryParse(image)?.Tag == tag).ToList();
        return found.Count > 0 ? found : throw new BuildChainException(
            $"The engine has no image of this chain with the tag '{tag}'. Tags are: {NearestName.Describe(tag, [.. all.Select(image => ImageReference.TryParse(image)?.Tag ?? "").Distinct(StringComparer.Ordinal)])}",
            "./build.sh Bake");
    }

    /// <param name="name">An image's reference or id, or a container's name or id.</param>
    /// <param name="otherwise">References to try when there is nothing of that name.</param>
    /// <exception cref="BuildChainException">Neither; the message has what there is, and the nearest name.</exception>
    public async Task<ImageOrigin> ReadAsync(string name, IReadOnlyList<string> otherwise, CancellationToken cancellationToken = default)
    {
        foreach (var reference in otherwise.Prepend(name))
        {
            if (await InspectAsync("image", reference, cancellationToken) is { } image)
                return OriginReader.WithCache(OriginReader.Read(name, image, await VersionOfImageAsync(reference, cancellationToken)), Cache);
            if (await InspectAsync("container", reference, cancellationToken) is { } container)
                return await OfContainerAsync(name, container, cancellationToken);
        }
        throw await UnknownAsync(name, cancellationToken);
    }

    async Task<ImageOrigin> OfContainerAsync(string name, JsonElement container, CancellationToken cancellationToken)
    {
        var (id, started) = (container.GetProperty("Image").GetString()!, container.GetProperty("Config").GetProperty("Image").GetString()!);
        var version = await CopyAsync(container.GetProperty("Id").GetString()!, cancellationToken);
        var image = await InspectAsync("image", id, cancellationToken) ?? throw new BuildChainException(
            $"Container '{name}' runs the image {started}, which the engine does not have any more ({id}).", "Start its stack anew: ./build.sh Up, with its --env, --mode and --tag");
        var origin = OriginReader.Read(name, image, version);
        return OriginReader.WithCache(
            origin with { Container = container.GetProperty("Name").GetString()!.TrimStart('/'), References = [.. origin.References.Prepend(started).Distinct(StringComparer.Ordinal)] }, Cache);
    }

    async Task<JsonElement?> InspectAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.TryRunAsync(engine.Docker(kind, "inspect", name), cancellationToken);
        if (!result.Succeeded)
            return result.Error.Contains("No such", StringComparison.OrdinalIgnoreCase) || result.Error.Contains("invalid reference", StringComparison.OrdinalIgnoreCase)
                ? null : throw new ProcessFailedException(result);
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.GetArrayLength() == 0 ? null : document.RootElement[0].Clone();
    }

    // Files of an image can only be had through a container; it is never started.
    async Task<string?> VersionOfImageAsync(string reference, CancellationToken cancellationToken)
    {
        var created = await ProcessRunner.TryRunAsync(
            engine.Docker("container", "create", "--network", "none", "--label", $"{BrandNames.Labels}kind=inspection", reference, "none"), cancellationToken);
        if (!created.Succeeded)
            return null;
        var container = created.Output.Trim();
        try
        {
            return await CopyAsync(container, cancellationToken);
        }
        finally
        {
            await ProcessRunner.TryRunAsync(engine.Docker("container", "rm", "--force", "--volumes", container), CancellationToken.None);
        }
    }

    async Task<string?> CopyAsync(string container, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var path in VersionFiles)
            {
                if ((await ProcessRunner.TryRunAsync(engine.Docker("container", "cp", "--quiet", $"{container}:{path}", file), cancellationToken)).Succeeded)
                    return await File.ReadAllTextAsync(file, cancellationToken);
            }
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    async Task<BuildChainException> UnknownAsync(string name, CancellationToken cancellationToken)
    {
        var containers = await LinesAsync(cancellationToken, "container", "ls", "--all", "--format", "{{.Names}}", "--filter", $"label={BrandNames.Labels}managed=true");
        IReadOnlyList<string> known = [.. await OwnImagesAsync(cancellationToken), .. containers.Order(StringComparer.Ordinal)];
        return new BuildChainException($"The engine has neither an image nor a container '{name}'. Of this chain there are: {NearestName.Describe(name, known)}");
    }

    async Task<IReadOnlyList<string>> OwnImagesAsync(CancellationToken cancellationToken)
        => [.. (await LinesAsync(cancellationToken, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"label={BrandNames.Labels}managed=true"))
            .Where(image => !image.Contains("<none>", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    async Task<string[]> LinesAsync(CancellationToken cancellationToken, params string[] arguments)
        => (await ProcessRunner.RunAsync(engine.Docker(arguments), cancellationToken)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
