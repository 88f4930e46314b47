using BuildChain.Processes;

namespace BuildChain.Bake;

/// <summary>
/// Images as OCI archives on their way into the engine: its own exporter unpacks an image while it stores it, and refuses to rewrite times
/// (<c>exporter option "rewrite-timestamp" conflicts with "unpack"</c>).
/// </summary>
static class ImageArchives
{
    /// <summary>The target's archive, relative to the root.</summary>
    public static string Of(string folder, PlannedTarget target) => $"{folder}/{target.Name}.tar";

    /// <summary>Loads the archives into the engine, one after the other.</summary>
    /// <exception cref="ProcessFailedException">The engine does not take one.</exception>
    public static async Task LoadAsync(BakePlan plan, string folder, CancellationToken cancellationToken)
    {
        foreach (var target in plan.Targets)
        {
            var archive = Path.Combine(plan.Request.Root, Of(folder, target));
            if (!File.Exists(archive))
                continue;
            await ProcessRunner.RunAsync(
                new ProcessRequest(plan.Docker.Path, "image", "load", "--quiet", "--input", archive) { Environment = plan.Docker.Environment, Remedy = plan.Request.Remedies.Engine },
                cancellationToken);
            File.Delete(archive);
        }
    }
}
