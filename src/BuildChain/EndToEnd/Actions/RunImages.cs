using BuildChain.Compose;
using BuildChain.Engine;
using BuildChain.Images;
using BuildChain.Processes;

namespace BuildChain.EndToEnd;

/// <summary>The images of a run: in the engine those with its tag or label, in the local registry those on its record.</summary>
static class RunImages
{
    const int Attempts = 10;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Removes them; what they share with others in the engine stays.</summary>
    public static async Task<int> RemoveAsync(EngineConnection engine, string run, CancellationToken cancellationToken)
    {
        string[][] filters =
        [
            ["--filter", $"label={BrandNames.Labels}run={run}"],
            // Without a registry, and with the one that they are pushed to.
            ["--filter", $"reference=*:{run}", "--filter", $"reference=*/*:{run}"],
        ];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var filter in filters)
        {
            var lines = (await TryAsync(engine.Docker(["image", "ls", .. filter, "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"]), cancellationToken)).Output;
            names.UnionWith(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                .Select(image => image[1].Contains("<none>", StringComparison.Ordinal) ? image[0] : image[1]));
        }
        if (names.Count > 0)
            await TryAsync(engine.Docker(["image", "rm", "--force", .. names]), cancellationToken);
        return names.Count;
    }

    /// <summary>While others remove images, the engine may stumble over one that is gone and tell nothing of the rest.</summary>
    static async Task<ProcessResult> TryAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await ProcessRunner.TryRunAsync(request, cancellationToken);
            if (result.Succeeded || result.Error.Contains("No such image", StringComparison.OrdinalIgnoreCase))
                return result;
            if (attempt == Attempts || !result.Error.Contains("not found", StringComparison.OrdinalIgnoreCase))
                result.EnsureSuccess();
            await Task.Delay(Pause, cancellationToken);
        }
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
