using BuildChain.Bake;
using BuildChain.Processes;

namespace BuildChain.Bench.Bakes;

/// <summary><c>docker buildx bake</c> as anybody runs it, with one <c>type=local</c> cache directory per target.</summary>
static class PlainBake
{
    /// <param name="caches">The directory that has one cache per target, below the job's root; null for none.</param>
    /// <param name="targets">The targets that get a cache; null for those asked.</param>
    public static async Task<BakeOutcome> RunAsync(
        BakeJob job, string? caches, CancellationToken cancellationToken, IReadOnlyList<string>? targets = null)
    {
        var request = new ProcessRequest(job.Docker.Path, Arguments(job, caches, targets ?? job.Targets))
        {
            WorkingDirectory = job.Root,
            Environment = Environment(job),
        };
        var result = await ProcessRunner.TryRunAsync(request, cancellationToken);
        return new BakeOutcome(result.Error, result.Duration.TotalSeconds, Complaint: result.Succeeded ? null : Complaint(result));
    }

    static IReadOnlyList<string> Arguments(BakeJob job, string? caches, IReadOnlyList<string> targets)
        => [
            "buildx", "bake", "--builder", "default", "--progress", job.Progress,
            .. caches is null ? [] : targets.SelectMany(target => new[]
            {
                "--set", $"{target}.cache-from=type=local,src={caches}/{target}",
                "--set", $"{target}.cache-to=type=local,dest={caches}/{target},mode=max",
            }),
            .. job.Targets,
        ];

    static Dictionary<string, string?> Environment(BakeJob job)
    {
        var all = new Dictionary<string, string?>(job.Docker.Environment);
        foreach (var (name, value) in job.Request.Environment)
            all[name] = value;
        return all;
    }

    static string Complaint(ProcessResult result)
        => result.Error.Split('\n').LastOrDefault(line => line.StartsWith("ERROR", StringComparison.Ordinal))
            ?? $"docker ended with exit code {result.ExitCode}: {result.Error.Split('\n')[^1]}";
}
