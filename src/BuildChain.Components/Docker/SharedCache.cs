using BuildChain.Bake;
using BuildChain.Cache;
using BuildChain.Components.Reporting;
using Serilog;

namespace BuildChain.Components.Docker;

/// <summary>Gives a bake the shared cache: what was current when it began to read from, a staging directory of its own to export into.</summary>
static class SharedCache
{
    /// <summary>
    /// Runs the bake with the caches that the bake file names below the store's root, and publishes what it exported.
    /// A cache that cannot be used is told and never fails the bake.
    /// </summary>
    /// <param name="imageStore">The engine's image store where nothing can be exported because of it; null where it can.</param>
    /// <param name="without">A group whose caches are neither read nor written.</param>
    public static async Task<BakeResult> RunAsync(
        BakePlan plan, CacheStore store, string? imageStore, Func<BakePlan, Task<BakeResult>> bake, string? without = null)
    {
        if (imageStore is not null)
            Log.Information("The build cache is not exported: the engine's image store is not containerd's ({Driver:l}).", imageStore);

        var memory = Memory(plan);
        var made = TargetFingerprint.Of(plan);
        var all = Targets(plan, store).ToLookup(target => target.Group == without);
        await using var session = imageStore is null
            ? await CacheSession.OpenAsync(store, all[false], made, memory, plan.Targets.ToDictionary(target => target.Name, target => target.Target.LinkedTargets))
            : await CacheSession.OpenAsync(store, all[false], export: false);
        var entries = session.Entries.Concat(all[true].Select(target => KeyValuePair.Create(target.Name, new TargetCache([], []))));
        var result = await bake(plan with { Request = plan.Request with { Cache = entries.ToDictionary() } });
        foreach (var published in await session.PublishAsync())
        {
            BuildReporter.Cache(published);
            memory.Remember(published, made[published.Target.Name]);
        }

        return result;
    }

    /// <summary>Whether every target that has a cache has a snapshot in it, or cannot have one.</summary>
    public static bool IsFilled(BakePlan plan, CacheStore store, bool canExport)
        => !canExport || Targets(plan, store).All(target => Directory.Exists(store.LinkPath(target)));

    /// <summary>The targets whose cache a bake exports: it is not of what they are made of now.</summary>
    public static IReadOnlySet<string> Exported(BakePlan plan, CacheStore store, bool canExport)
    {
        if (!canExport)
            return new HashSet<string>();
        var (memory, made) = (Memory(plan), TargetFingerprint.Of(plan));
        return Targets(plan, store).Where(target => !memory.IsCurrent(store, target, made[target.Name])).Select(target => target.Name).ToHashSet(StringComparer.Ordinal);
    }

    static ExportMemory Memory(BakePlan plan) => new(Path.Combine(plan.Request.Root, BrandNames.Folder, "bake", "exports"));

    /// <summary>A target's cache is <c>group/target</c> below the root, as its <c>cache-from</c> line in the bake file has it.</summary>
    static IEnumerable<CacheTarget> Targets(BakePlan plan, CacheStore store)
        => from target in plan.Targets
           from entry in target.CacheFrom
           where entry.Type == "local" && entry["src"] is not null
           let parts = Path.GetRelativePath(store.Root, Path.GetFullPath(entry["src"]!, plan.Request.Root)).Split(Path.DirectorySeparatorChar)
           where parts is [not "..", _] && parts[1] == target.Name
           select new CacheTarget(parts[0], parts[1]);
}
