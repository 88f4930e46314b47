using BuildChain.Cache;
using BuildChain.Components.Input;
using BuildChain.Components.Reporting;
using Nuke.Common;

namespace BuildChain.Components;

/// <summary>Shows and tidies the cache that concurrent builds share.</summary>
public interface IManageCache : IHasBake, IHasFormat, IHasKeep
{
    [Parameter("CachePrune: removes caches that were not used for this long, such as 30d")]
    string OlderThan => TryGetValue(() => OlderThan);

    Target CacheStatus => _ => _
        .Description("Shows size, age and holders of the shared build cache")
        .Executes(() =>
        {
            var status = CacheStore.Status();
            Show(Format == ReportFormat.Json ? CacheReport.Json(status)
                : Format == ReportFormat.Table ? CacheReport.Table(status, DateTimeOffset.UtcNow)
                : throw new BuildChainException("CacheStatus has no graph to show.", "--format table or --format json"));
        });

    Target CachePrune => _ => _
        .Description("Removes what no cache needs; with --keep or --older-than also caches, never what is in use")
        .Executes(async () =>
        {
            if (Keep is { Length: 0 })
                throw new BuildChainException("--keep needs a size.", "Give one, such as --keep 10GB");
            var store = new CacheStore(CacheStore.Root, new CacheStoreOptions { SwitchTimeout = Locks.Timeout, OnEvent = BuildReporter.Cache });
            var result = await store.PruneAsync(PrunePolicy);
            BuildReporter.Block(CacheReport.Text(result));
        });

    /// <exception cref="BuildChainException">A size or age that is none.</exception>
    CachePrunePolicy PrunePolicy => new()
    {
        KeepBytes = KeepSize is { } size ? CacheAmounts.ParseSize(size, "--keep") : null,
        OlderThan = OlderThan is { } age ? CacheAmounts.ParseAge(age, "--older-than") : null,
    };
}
