using BuildChain.EndToEnd;
using BuildChain.Locking;

namespace BuildChain.Tests.EndToEnd;

public sealed class RunStoreTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2025, 1, 31, 12, 0, 0, TimeSpan.Zero);
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    RunStore Store => new(_directory.At("e2e"));

    static RunRecord Record(string tag) => new(tag, RunNames.Project(tag), "e2e-docker", "e2e-docker", "docker", "/repo", 42, Start) { Folders = ["/repo/x"] };

    [Fact]
    public void A_second_run_of_the_same_name_gets_the_next_free_suffix()
    {
        using var first = Store.Take("e2e-a-0123456", Record);
        using var second = Store.Take("e2e-a-0123456", Record);
        using var third = Store.Take("e2e-a-0123456", Record);
        second.Complete();
        using var fourth = Store.Take("e2e-a-0123456", Record);

        Assert.Equal(
            ["e2e-a-0123456", "e2e-a-0123456-2", "e2e-a-0123456-3", "e2e-a-0123456-2"],
            new[] { first, second, third, fourth }.Select(lease => lease.Record.Tag));
        Assert.Equal("esb-a-0123456-2", fourth.Record.Project);
    }

    [Fact]
    public async Task Many_at_once_get_a_name_each()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Store.Take("e2e-a-0123456", Record))));

        Assert.Equal(12, leases.Select(lease => lease.Record.Tag).Distinct(StringComparer.Ordinal).Count());
        Assert.All(leases, lease => lease.Dispose());
    }

    [Fact]
    public void What_a_dead_run_left_keeps_its_name_until_it_is_removed()
    {
        Store.Take("e2e-a-0123456", Record).Dispose();

        using var second = Store.Take("e2e-a-0123456", Record);
        var dead = Assert.Single(Store.TakeDead());

        Assert.Equal("e2e-a-0123456-2", second.Record.Tag);
        Assert.Equal("e2e-a-0123456", dead.Record.Tag);
        Assert.Equal(["/repo/x"], dead.Record.Folders);
        Assert.Empty(Store.TakeDead());
        dead.Complete();
        using var third = Store.Take("e2e-a-0123456", Record);
        Assert.Equal("e2e-a-0123456", third.Record.Tag);
    }

    [Fact]
    public void Only_runs_whose_process_has_not_ended_are_under_way()
    {
        Store.Take("e2e-a-0123456", Record).Dispose();
        using var second = Store.Take("e2e-b-0123456", Record);

        Assert.Equal(["e2e-b-0123456"], Store.Living().Select(run => run.Tag));
        Assert.Equal("e2e-a-0123456", Assert.Single(Store.TakeDead()).Record.Tag);
    }

    [Fact]
    public void A_completed_run_leaves_no_file()
    {
        Store.Take("e2e-a-0123456", Record).Complete();

        Assert.Empty(Directory.GetFileSystemEntries(Store.Directory));
    }

    [Fact]
    public void Changes_of_a_record_are_on_disk_at_once()
    {
        using var lease = Store.Take("e2e-a-0123456", Record);

        lease.Update(record => record with { Pushed = ["127.0.0.1:5010/esb-a:t"] });

        Assert.Equal(["127.0.0.1:5010/esb-a:t"], Assert.Single(Store.Records()).Pushed);
    }

    [Fact]
    public async Task Cleaning_removes_what_dead_runs_left_and_leaves_living_and_kept_ones_alone()
    {
        using var living = Store.Take("e2e-living-0123456", Record);
        Store.Take("e2e-dead-0123456", Record).Dispose();
        using (var kept = Store.Take("e2e-kept-0123456", Record))
            kept.Update(record => record with { Kept = true });
        var torn = new List<string>();
        Task Teardown(RunRecord record, CancellationToken token)
        {
            torn.Add(record.Tag);
            return Task.CompletedTask;
        }

        var first = await RunClean.RunAsync(Store, [], _ => false, Teardown);
        var second = await RunClean.RunAsync(Store, ["e2e-kept-0123456"], _ => false, Teardown);

        Assert.Equal(["e2e-dead-0123456"], first.Removed.Select(record => record.Tag));
        Assert.Equal(["e2e-kept-0123456"], first.Kept.Select(record => record.Tag));
        Assert.Equal(["e2e-living-0123456"], first.Running.Select(record => record.Tag));
        Assert.Equal(["e2e-kept-0123456"], second.Removed.Select(record => record.Tag));
        Assert.Equal(["e2e-dead-0123456", "e2e-kept-0123456"], torn);
    }

    [Fact]
    public async Task What_cannot_be_removed_is_told_and_stays_for_the_next_time()
    {
        Store.Take("e2e-one-0123456", Record).Dispose();
        Store.Take("e2e-two-0123456", Record).Dispose();

        var error = await Assert.ThrowsAsync<BuildChainException>(() => RunClean.RunAsync(
            Store, [], _ => false, (record, _) => record.Tag.Contains("one", StringComparison.Ordinal) ? throw new BuildChainException("no engine") : Task.CompletedTask));

        Assert.Equal("Not everything could be removed:\ne2e-one-0123456 (e2e-docker, pid 42): no engine", error.Message);
        Assert.Equal(["e2e-one-0123456"], Store.Records().Select(record => record.Tag));
    }

    [Fact]
    public async Task What_is_on_another_engine_stays_on_record_unless_it_is_named()
    {
        Store.Take("e2e-there-0123456", tag => Record(tag) with { Engine = "unix:///there.sock" }).Dispose();
        Store.Take("e2e-here-0123456", Record).Dispose();

        var cleaned = await RunClean.RunAsync(Store, [], record => record.Engine.Length > 0, (_, _) => Task.CompletedTask);
        var named = await Assert.ThrowsAsync<BuildChainException>(() => RunClean.RunAsync(
            Store, ["e2e-there-0123456"], record => record.Engine.Length > 0, (_, _) => throw new BuildChainException("It is on another engine.")));

        Assert.Equal(["e2e-here-0123456"], cleaned.Removed.Select(record => record.Tag));
        Assert.Equal(["e2e-there-0123456"], cleaned.Elsewhere.Select(record => record.Tag));
        Assert.Contains("It is on another engine.", named.Message, StringComparison.Ordinal);
        Assert.Single(Store.Records());
    }

    [Fact]
    public async Task A_named_run_that_is_under_way_is_not_passed_over()
    {
        using var living = Store.Take("e2e-living-0123456", Record);

        var error = await Assert.ThrowsAsync<BuildChainException>(() => RunClean.RunAsync(Store, ["e2e-living-0123456"], _ => false, (_, _) => Task.CompletedTask));

        Assert.Contains("e2e-living-0123456 (e2e-docker, pid 42): it is under way", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_of_one_teardown_does_not_keep_the_others_from_theirs()
    {
        Store.Take("e2e-one-0123456", Record).Dispose();
        Store.Take("e2e-two-0123456", Record).Dispose();

        await Assert.ThrowsAsync<BuildChainException>(() => RunClean.RunAsync(
            Store, [], _ => false, (record, _) => record.Tag.Contains("one", StringComparison.Ordinal) ? throw new TaskCanceledException("30 s") : Task.CompletedTask));

        Assert.Equal(["e2e-one-0123456"], Store.Records().Select(record => record.Tag));
    }

    [Fact]
    public async Task Cleaning_removes_locks_of_builds_that_were_killed_and_no_others()
    {
        var (dead, held) = (Path.Combine(Store.Directory, ".lock-dead"), Path.Combine(Store.Directory, ".lock-held"));
        Directory.CreateDirectory(Store.Directory);
        File.WriteAllText(dead, "");
        using var living = FileLock.TryAcquire(held, LockMode.Exclusive);

        await RunClean.RunAsync(Store, [], _ => false, (_, _) => Task.CompletedTask);

        Assert.Equal((false, true), (File.Exists(dead), File.Exists(held)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "tag": "x", "project": "y" }""")]
    [InlineData("""{ "tag": "e2e-one-0123456", "proj""")]
    public async Task Of_a_damaged_record_the_name_is_enough_to_remove_the_run(string content)
    {
        Store.Take("e2e-one-0123456", Record).Dispose();
        await File.WriteAllTextAsync(Path.Combine(Store.Directory, "e2e-one-0123456.json"), content);
        var removed = new List<string>();

        await RunClean.RunAsync(Store, [], _ => false, (record, _) =>
        {
            removed.Add(record.Project);
            return Task.CompletedTask;
        });

        Assert.Equal(["esb-one-0123456"], removed);
        Assert.Empty(Directory.EnumerateFiles(Store.Directory));
    }

    [Fact]
    public async Task A_named_run_that_does_not_exist_names_those_that_do()
    {
        using var living = Store.Take("e2e-living-0123456", Record);

        var error = await Assert.ThrowsAsync<BuildChainException>(() => RunClean.RunAsync(Store, ["e2e-livin-0123456"], _ => false, (_, _) => Task.CompletedTask));

        Assert.EndsWith("Known are: e2e-living-0123456. Did you mean 'e2e-living-0123456'?", error.Message, StringComparison.Ordinal);
    }
}
