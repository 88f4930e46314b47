using BuildChain.Engine;
using BuildChain.Processes;

namespace BuildChain.Bench.Bakes;

/// <summary>Removes the images that a case made.</summary>
static class BenchImages
{
    /// <summary>Removes every image with one of the tags; also after a cancellation, hence without a token.</summary>
    public static async Task RemoveAsync(EngineConnection engine, IReadOnlyList<string> tags)
    {
        var filters = tags.SelectMany(tag => new[] { "--filter", $"reference=*:{tag}" });
        var list = await ProcessRunner.TryRunAsync(engine.Docker(["image", "ls", .. filters, "--format", "{{.Repository}}:{{.Tag}}"]));
        var images = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (list.Succeeded && images.Length > 0)
            await ProcessRunner.TryRunAsync(engine.Docker(["image", "rm", .. images]));
    }
}
