using System.Net;
using System.Net.Sockets;
using BuildChain.Compose;
using BuildChain.Locking;

namespace BuildChain.Tests.Compose;

public sealed class PortLeasesTests : IDisposable
{
    // Not the default range: stacks of this machine may be there.
    static readonly PortRange Range = new(13000, 13059, 20);
    const string Engine = "unix:///run/test.sock";

    readonly TemporaryDirectory _directory = new();
    readonly HashSet<string> _living = new(StringComparer.Ordinal);

    PortLeases Leases => new(_directory.At("ports"), Range);

    [Fact]
    public async Task Every_project_has_a_block_of_its_own_until_there_is_none()
    {
        await using var one = await AcquireAsync("one");
        await using var two = await AcquireAsync("two");
        await using var three = await AcquireAsync("three");

        Assert.Equal([13000, 13020, 13040], new[] { one.First, two.First, three.First });
        var e = await Assert.ThrowsAsync<BuildChainException>(() => AcquireAsync("four"));
        Assert.Equal("No block of 20 free ports is left from 13000 to 13059.", e.Message);
    }

    [Fact]
    public async Task A_project_that_asks_again_gets_its_block_again()
    {
        await (await AcquireAsync("one")).DisposeAsync();
        _living.Add("one");
        await using var two = await AcquireAsync("two");

        await using var again = await AcquireAsync("one");

        Assert.Equal(13000, again.First);
    }

    [Fact]
    public async Task The_record_of_a_living_project_keeps_its_block_and_that_of_a_dead_one_does_not()
    {
        await (await AcquireAsync("living")).DisposeAsync();
        _living.Add("living");
        await using var other = await AcquireAsync("other");
        Assert.Equal(13020, other.First);

        _living.Remove("living");
        await using var next = await AcquireAsync("next");

        Assert.Equal(13000, next.First);
        Assert.Equal(["next", "other"], Leases.List().Select(record => record.Project));
    }

    [Fact]
    public async Task A_held_block_stays_although_nothing_of_its_project_is_there_yet()
    {
        await using var starting = await AcquireAsync("starting");
        await using var other = await AcquireAsync("other");

        Assert.Equal(13020, other.First);
    }

    [Fact]
    public async Task Of_another_engine_a_block_is_taken_only_when_that_engine_is_gone()
    {
        _directory.Write("there.sock");
        await (await AcquireAsync("there", $"unix://{_directory.At("there.sock")}")).DisposeAsync();
        await (await AcquireAsync("gone", $"unix://{_directory.At("gone.sock")}")).DisposeAsync();

        await using var next = await AcquireAsync("next");

        Assert.Equal(13020, next.First);
    }

    [Fact]
    public async Task A_block_with_a_port_that_somebody_has_is_passed_over()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 13007);
        somebody.Start();

        await using var lease = await AcquireAsync("one");

        Assert.Equal(13020, lease.First);
    }

    [Fact]
    public async Task A_released_block_is_free()
    {
        await (await AcquireAsync("one")).DisposeAsync();
        _living.Add("one");

        await Leases.ReleaseAsync("one");
        await Leases.ReleaseAsync("never-there");

        Assert.Empty(Leases.List());
        await using var two = await AcquireAsync("two");
        Assert.Equal(13000, two.First);
    }

    [Fact]
    public async Task A_block_that_became_anothers_meanwhile_is_not_released()
    {
        await (await AcquireAsync("one")).DisposeAsync();
        Task releasing;
        await using (await FileLock.AcquireAsync(_directory.At("ports/.lock"), LockMode.Exclusive))
        {
            releasing = Leases.ReleaseAsync("one");
            (Leases.List()[0] with { Project = "two" }).Write(_directory.At("ports/13000.json"));
        }

        await releasing;

        Assert.Equal("two", Assert.Single(Leases.List()).Project);
    }

    [Fact]
    public async Task A_second_process_of_the_same_project_waits_for_the_first()
    {
        await using var first = await AcquireAsync("one");
        var waiting = Leases.AcquireAsync("one", Engine, LivingAsync, new LockOptions { Timeout = TimeSpan.FromMilliseconds(50) });

        await Assert.ThrowsAsync<LockTimeoutException>(() => waiting);
    }

    [Fact]
    public async Task A_hundred_at_once_get_a_hundred_blocks()
    {
        var leases = new PortLeases(_directory.At("many"), new PortRange(13000, 13299, 3));

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => leases.AcquireAsync($"p{i}", Engine, LivingAsync))));

        Assert.Equal(100, all.Select(lease => lease.First).Distinct().Count());
        foreach (var lease in all)
            await lease.DisposeAsync();
    }

    [Fact]
    public void A_block_always_gives_the_same_ports_and_leaves_those_that_were_asked_for()
    {
        Assert.Equal(new StackPorts(18000, 18001, 18002), new StackPorts(0, 0, 0).From(18000));
        Assert.Equal(new StackPorts(443, 18001, 9091), new StackPorts(443, 0).From(18000));
        Assert.False(new StackPorts().NeedsLease);
    }

    public void Dispose() => _directory.Dispose();

    Task<PortLease> AcquireAsync(string project, string engine = Engine) => Leases.AcquireAsync(project, engine, LivingAsync);

    Task<IReadOnlySet<string>> LivingAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlySet<string>>(_living);
}
