using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>The images of a run: in the engine those with its label, in the local registry those on its record.</summary>
static class RunImages
{
    /// <summary>Removes them; what they share with others in the engine stays.</summary>
    public static async Task<int> RemoveAsync(EngineConnection engine, string run, CancellationToken cancellationToken)
    {
        var lines = (await ProcessRunner.RunAsync(
            engine.Docker("image", "ls", "--filter", $"label={BrandNames.Labels}run={run}", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"), cancellationToken)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        if (lines.Count == 0)
            return 0;
        var names = lines.Select(line => line[1].Contains("<none>", StringComparison.Ordinal) ? line[0] : line[1]).Distinct(StringComparer.Ordinal).ToList();
        var result = await ProcessRunner.TryRunAsync(engine.Docker(["image", "rm", "--force", .. names]), cancellationToken);
        if (!result.Succeeded && !result.Error.Contains("No such image", StringComparison.OrdinalIgnoreCase))
            result.EnsureSuccess();
        return names.Count;
    }

    /// <summary>Makes the local registry forget what a run pushed. A registry that does not run has nothing to give away.</summary>
    public static async Task ForgetAsync(EngineConnection engine, IReadOnlyList<string> pushed, CancellationToken cancellationToken)
    {
        if (pushed.Count == 0 || await LocalRegistry.FindAsync(engine, cancellationToken) is not { } registry)
            return;
        using var client = new RegistryClient(registry.Url);
        foreach (var image in pushed.Select(name => ImageReference.Parse(name)))
        {
            // No other tag has this manifest: the run's own label is in its configuration.
            if (await client.ManifestAsync(image.Repository, image.Tag!, cancellationToken) is { } manifest)
                await client.ForgetAsync(image.Repository, manifest.Digest, cancellationToken);
        }
    }
}
