using BuildChain.Bench.Bakes;
using BuildChain.Bench.Reporting;
using BuildChain.Cache;

namespace BuildChain.Bench.Cases;

/// <summary>(c) How much of what a cache occupies it needs, after many builds that each changed a layer.</summary>
static class CacheSize
{
    const int Builds = 40;

    public static BenchCase Case { get; } = new("c", "cache size after changed builds", RunAsync);

    static async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var repository = BenchRepository.Create(context.MakeDirectory("size"), context.RootImage);
        var shared = new SharedBake(Path.Combine(repository.Root, "shared"));
        var plain = Path.Combine(repository.Root, "plain");
        for (var build = 1; build <= Builds; build++)
        {
            var job = repository.Job(context.Docker, new Content("size", $"{Guid.NewGuid():N}"));
            (await shared.RunAsync(job, cancellationToken)).EnsureGood();
            (await PlainBake.RunAsync(job, plain, cancellationToken)).EnsureGood();
            if (build % 10 == 0)
                context.Say($"{build} of {Builds} builds");
        }

        return
        [
            Compared("shared cache", shared.Store.Status(cancellationToken: cancellationToken).DiskBytes, SharedLive(shared.Store)) with { Goal = Goal.AtMost(1.2) },
            Compared("plain caches", PlainBytes(plain), PlainLive(plain)),
        ];
    }

    static Figure Compared(string what, long disk, long live)
        => new("c", $"{what} ÷ live bytes, after {Builds} changed builds", (double)disk / live) { Note = $"{disk >> 20} MiB ÷ {live >> 20} MiB" };

    // What several targets need is there once, and counts once.
    static long SharedLive(CacheStore store)
        => BenchRepository.Targets
            .SelectMany(target => Live(store.LinkPath(BenchRepository.Cache(target))).Blobs)
            .DistinctBy(blob => blob.Digest)
            .Sum(blob => blob.Size);

    static long PlainLive(string directory) => BenchRepository.Targets.Sum(target => Live(Path.Combine(directory, target)).Bytes);

    static long PlainBytes(string directory) => new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    static OciLayout Live(string directory)
        => OciLayout.Check(directory) is { IsValid: true } layout
            ? layout
            : throw new BuildChainException($"The cache {directory} is not complete after the last build.");
}
