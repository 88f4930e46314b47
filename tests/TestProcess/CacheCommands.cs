using System.Diagnostics;
using System.Globalization;
using BuildChain.Cache;

namespace TestProcess;

/// <summary>Another build that uses the same cache, real but for its exporter.</summary>
static class CacheCommands
{
    public const string Usage = "cache round|die|loop|read|write|prune … ROOT LOCK GROUP TARGET …";

    public static async Task<int> RunAsync(string[] arguments) => arguments switch
    {
        ["round", var root, var turn, var group, var target, .. var layers]
            => await RoundAsync(Store(root, turn), group, target, layers),
        ["die", var step, var root, var turn, var group, var target, .. var layers]
            => await RoundAsync(Store(root, turn, step), group, target, layers),
        ["loop", var root, var turn, var group, var target, var seed, var rounds]
            => await LoopAsync(Store(root, turn), group, target.Split(','), new Random(Number(seed)), Number(rounds)),
        ["prune", var step, var root, var turn] => await PruneAsync(Store(root, turn, step)),
        ["read", var root, var turn, var group, var target] => await ReadAsync(Store(root, turn), group, target),
        ["write", var root, var turn, var group, var target] => await WriteAsync(Store(root, turn), group, target),
        _ => throw new ArgumentException(Usage),
    };

    static CacheStore Store(string root, string turn, string? dieAt = null) => new(root, new CacheStoreOptions
    {
        SwitchLock = turn,
        OnEvent = e => Console.WriteLine($"event {e.Kind}: {e}"),
        OnStep = step =>
        {
            if (step == dieAt)
                Process.GetCurrentProcess().Kill();
        },
    });

    static async Task<int> RoundAsync(CacheStore store, string group, string target, string[] layers)
    {
        await using var read = await store.OpenAsync(group, target);
        await using var write = store.BeginWrite(read);
        FakeExporter.Export(write.StagingPath!, layers);
        store.Options.OnStep?.Invoke("exported");
        var result = await write.PublishAsync();
        Console.WriteLine(result);
        return result.Outcome == PublishOutcome.Skipped ? 1 : 0;
    }

    // Reads what is there with all its bytes, exports a mixture of old and new layers, publishes.
    static async Task<int> LoopAsync(CacheStore store, string group, string[] targets, Random random, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var target = targets[random.Next(targets.Length)];
            await using var read = await store.OpenAsync(group, target);
            await using var write = store.BeginWrite(read);
            FakeExporter.Export(write.StagingPath!, ["base*5000", $"{target}*100", $"layer {random.Next(6)}*500", $"{random.Next()}"]);
            await Task.Delay(random.Next(4));
            if (read.SnapshotPath is { } path && OciLayout.Check(path, digests: true) is { IsValid: false } broken)
            {
                Console.WriteLine($"broken while held: {string.Join("; ", broken.Problems)}");
                return 2;
            }

            var result = await write.PublishAsync();
            Console.WriteLine(result);
            if (result.Outcome == PublishOutcome.Skipped)
                return 1;
        }

        return 0;
    }

    static async Task<int> ReadAsync(CacheStore store, string group, string target)
    {
        await using var read = await store.OpenAsync(group, target);
        Console.WriteLine($"reading {read.SnapshotPath}");
        await Console.In.ReadToEndAsync();
        return read.SnapshotPath is { } path && OciLayout.Check(path, digests: true).IsValid ? 0 : 1;
    }

    static async Task<int> WriteAsync(CacheStore store, string group, string target)
    {
        await using var read = await store.OpenAsync(group, target);
        await using var write = store.BeginWrite(read);
        FakeExporter.Export(write.StagingPath!, "held by a writer");
        Console.WriteLine($"writing {write.StagingPath}");
        await Console.In.ReadToEndAsync();
        var result = await write.PublishAsync();
        Console.WriteLine(result);
        return result.Outcome == PublishOutcome.Published ? 0 : 1;
    }

    static async Task<int> PruneAsync(CacheStore store)
    {
        await store.PruneAsync(new CachePrunePolicy { KeepBytes = 0 });
        return 0;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
