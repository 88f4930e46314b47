using BuildChain.Cache;
using BuildChain.Processes;

namespace TestProcess;

/// <summary>A build as the chain runs it: read, <c>docker buildx bake</c>, publish. Its cache is <c>cache/</c> in the directory.</summary>
public static class BakeCommand
{
    public static CacheStore Store(string directory, Action<CacheEvent>? onEvent = null) => new(
        Path.Combine(directory, "cache"),
        new CacheStoreOptions { SwitchLock = Path.Combine(directory, "locks", ".lock-bake"), OnEvent = onEvent });

    internal static async Task<int> RunAsync(string directory, string docker, string target, string version)
    {
        Console.WriteLine("baking");
        var store = Store(directory, e => Console.WriteLine($"event {e.Kind}: {e}"));
        var (code, result, log) = await BakeAsync(store, directory, docker, target, version, new Dictionary<string, string?>());
        Console.WriteLine(code == 0 ? result!.ToString() : log);
        return code;
    }

    /// <summary>Exit code of buildx, the publication, and what buildx wrote.</summary>
    public static async Task<(int Code, PublishResult? Published, string Log)> BakeAsync(
        CacheStore store, string directory, string docker, string target, string version,
        IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken = default)
    {
        await using var session = await CacheSession.OpenAsync(store, [new CacheTarget("g", target)], cancellationToken: cancellationToken);
        var (from, to) = (session.Entries[target].From, session.Entries[target].To);
        var bake = await ProcessRunner.TryRunAsync(
            new ProcessRequest(
                docker,
                [
                    "buildx", "bake", target, "--progress", "plain",
                    .. from.Select(entry => $"--set={target}.cache-from={entry}"),
                    .. to.Select(entry => $"--set={target}.cache-to={entry}"),
                ])
            {
                WorkingDirectory = directory,
                Environment = new Dictionary<string, string?>(environment) { ["VERSION"] = version },
            },
            cancellationToken);
        return bake.Succeeded
            ? (0, (await session.PublishAsync(cancellationToken))[0], bake.Error)
            : (bake.ExitCode, null, bake.Error);
    }
}
