using System.Diagnostics;
using BuildChain.Cache;
using BuildChain.DockerTests.Engine;
using BuildChain.Engine;
using BuildChain.Processes;
using BuildChain.Tests.Cache;
using TestProcess;

namespace BuildChain.DockerTests.Cache;

/// <summary>The store with BuildKit's own exporter and importer.</summary>
public class CacheExportTests
{
    [Fact]
    public async Task What_buildx_exports_is_published_and_an_unchanged_build_keeps_it()
    {
        using var repository = await CacheRepository.CreateAsync();

        // The export of what was just built has a record that no later export has.
        await repository.BakeAsync("a", "1");
        await repository.BakeAsync("a", "1");
        var snapshot = repository.Current("a");

        var (published, _) = await repository.BakeAsync("a", "1");

        Assert.Equal((PublishOutcome.Kept, "nothing changed"), (published.Outcome, published.Reason));
        Assert.Equal(snapshot, repository.Current("a"));
        Assert.Equal([snapshot], repository.Snapshots("a"));
        Assert.Empty(OciLayout.Check(snapshot, digests: true).Problems);
        Assert.Empty(repository.Events);
    }

    [Fact]
    public async Task A_changed_build_writes_its_new_blobs_and_nothing_else()
    {
        using var repository = await CacheRepository.CreateAsync();
        await repository.BakeAsync("a", "1");
        var before = OciLayout.Check(repository.Current("a"));

        var (published, _) = await repository.BakeAsync("a", "2");

        var after = OciLayout.Check(repository.Current("a"), digests: true);
        Assert.True(after.IsValid);
        Assert.Equal(PublishOutcome.Published, published.Outcome);
        Assert.InRange(published.NewBytes, 1, 100_000);
        Assert.True(before.Blobs.Intersect(after.Blobs).Sum(blob => blob.Size) > 3_000_000);
        Assert.Equal([repository.Current("a")], repository.Snapshots("a"));
        var status = repository.Store.Status();
        Assert.True(status.DiskBytes <= status.LiveBytes + 1000, CacheReport.Json(status));
    }

    [Fact]
    public async Task Targets_with_the_same_layers_share_their_files()
    {
        using var repository = await CacheRepository.CreateAsync();
        await repository.BakeAsync("a", "1");

        var (published, _) = await repository.BakeAsync("b", "1");

        Assert.InRange(published.NewBytes, 0, 10_000);
        var status = repository.Store.Status();
        Assert.True(status.DiskBytes < status.LiveBytes * 0.6, CacheReport.Json(status));
    }

    [Fact]
    public async Task A_plain_bake_reads_the_link_as_it_stands()
    {
        using var repository = await CacheRepository.CreateAsync();
        await repository.BakeAsync("a", "1");

        var bake = await ProcessRunner.RunAsync(repository.Engine.Docker(
            "buildx", "bake", "a", "--progress", "plain", $"--set=a.cache-from=type=local,src={repository.Link("a")}") with
        {
            WorkingDirectory = repository.Root,
        });

        Assert.Contains("importing cache manifest from local:", bake.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("WARN", bake.Error, StringComparison.Ordinal);
        Assert.Empty(OciLayout.Check(repository.Link("a"), digests: true).Problems);
    }

    [Fact]
    public async Task A_damaged_cache_costs_the_cache_and_not_the_build()
    {
        using var repository = await CacheRepository.CreateAsync();
        await repository.BakeAsync("a", "1");
        var layer = OciLayout.Check(repository.Current("a")).Blobs.MaxBy(blob => blob.Size)!;
        var path = Path.Combine(repository.Current("a"), layer.RelativePath);
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllTextAsync(path, "truncated");

        var (published, _) = await repository.BakeAsync("a", "1");

        Assert.Equal(PublishOutcome.Published, published.Outcome);
        Assert.Equal(CacheEventKind.BadContent, Assert.Single(repository.Events).Kind);
        Assert.Empty(OciLayout.Check(repository.Link("a"), digests: true).Problems);
    }

    [MountFact]
    public async Task A_full_disk_costs_the_export_and_not_the_build()
    {
        using var repository = await CacheRepository.CreateAsync();
        await using var disk = await Tmpfs.MountAsync(Path.Combine(repository.Root, "cache"), "1m");

        var (published, log) = await repository.BakeAsync("a", "1");

        Assert.Equal((PublishOutcome.Skipped, "the build exported nothing"), (published.Outcome, published.Reason));
        Assert.Contains("no space left on device", log, StringComparison.Ordinal);
        Assert.Empty(repository.Snapshots("a"));
    }

    [PrivateEngineFact]
    public async Task A_fresh_engine_builds_from_the_snapshot()
    {
        using var repository = await CacheRepository.CreateAsync();
        await repository.BakeAsync("a", "1");
        var home = Directory.CreateTempSubdirectory("esb-engine-");
        var request = new EngineRequest(EngineMode.Private) { Home = home.FullName };
        try
        {
            var fresh = await Engines.AcquireAsync(request);
            var image = Path.Combine(home.FullName, "root.tar");
            await ProcessRunner.RunAsync(repository.Engine.Docker("save", "--output", image, "debian:bookworm-slim"));
            await ProcessRunner.RunAsync(fresh.Docker("load", "--input", image));

            var (_, log) = await repository.BakeAsync("a", "2", fresh);

            var step = log.Split('\n').First(line => line.Contains("/dev/urandom", StringComparison.Ordinal)).Split(' ')[0];
            Assert.Contains($"\n{step} CACHED", log, StringComparison.Ordinal);
        }
        finally
        {
            await Engines.StopAsync(request);
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Concurrent_bakes_of_the_same_targets_with_differing_content_all_succeed()
    {
        using var repository = await CacheRepository.CreateAsync();
        await repository.BakeAsync("a", "0");

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var outcomes = new List<PublishOutcome>();
            for (var round = 0; round < 3; round++)
                outcomes.Add((await repository.BakeAsync(round % 2 == 0 ? "a" : "b", $"{worker}.{round}")).Published.Outcome);

            return outcomes;
        }));

        Assert.DoesNotContain(PublishOutcome.Skipped, results.SelectMany(outcomes => outcomes));
        Assert.Empty(repository.Events);
        var status = repository.Store.Status(verifyDigests: true);
        Assert.All(status.Targets, target => Assert.Null(target.Problem));
        Assert.Equal((0, 0), (status.OrphanedBytes, status.HeldBytes));
    }

    [Fact]
    public async Task Bakes_killed_at_random_moments_harm_no_other()
    {
        using var repository = await CacheRepository.CreateAsync();
        using var ended = new CancellationTokenSource();
        var steady = Task.Run(async () =>
        {
            var outcomes = new List<PublishOutcome>();
            for (var round = 0; !ended.IsCancellationRequested; round++)
                outcomes.Add((await repository.BakeAsync(round % 2 == 0 ? "a" : "b", $"steady {round}")).Published.Outcome);

            return outcomes;
        });
        var random = new Random(11);
        for (var kill = 0; kill < 50; kill++)
        {
            using var victim = Process.Start(new ProcessStartInfo(
                Path.Combine(AppContext.BaseDirectory, "TestProcess"),
                ["bake", repository.Root, repository.Engine.DockerPath, kill % 2 == 0 ? "a" : "b", $"victim {kill}"])
            {
                UseShellExecute = false, RedirectStandardOutput = true,
            })!;
            Assert.Equal("baking", await victim.StandardOutput.ReadLineAsync());
            await Task.Delay(random.Next(1500));
            victim.Kill(entireProcessTree: true);
            await victim.WaitForExitAsync();
        }

        await ended.CancelAsync();
        Assert.DoesNotContain(PublishOutcome.Skipped, await steady);
        Assert.NotEqual(PublishOutcome.Skipped, (await repository.BakeAsync("a", "after all")).Published.Outcome);
        Assert.Empty(repository.Events);
        Assert.Empty((await repository.Store.PruneAsync(new CachePrunePolicy())).Left);
        var status = repository.Store.Status(verifyDigests: true);
        Assert.All(status.Targets, target => Assert.Equal((null, 0), (target.Problem, target.Holders.Count)));
        Assert.Equal((0, 0), (status.OrphanedBytes, status.HeldBytes));
        Assert.All(["a", "b"], target => Assert.Single(repository.Snapshots(target)));
    }
}
