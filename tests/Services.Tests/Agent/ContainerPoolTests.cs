using Esb.Agent.Pool;

namespace Esb.Tests.Agent;

public sealed class ContainerPoolTests : IDisposable
{
    readonly PoolFixture _fixture = new();

    ContainerPool Pool => _fixture.Pool;

    MemoryRuntime Runtime => _fixture.Runtime;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_released_container_is_used_again_and_is_warm()
    {
        var first = await _fixture.AcquireAsync();
        Assert.True(Pool.Release(first.Id, reusable: true));
        var second = await _fixture.AcquireAsync();

        Assert.True(first.ColdStart);
        Assert.False(second.ColdStart);
        Assert.Equal(first.Container, second.Container);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("10.0.0.1:8080", second.Address);
    }

    [Fact]
    public async Task The_container_that_was_used_last_is_used_first()
    {
        var older = await _fixture.AcquireAsync();
        var newer = await _fixture.AcquireAsync();
        Pool.Release(newer.Id, reusable: true);
        Pool.Release(older.Id, reusable: true);

        Assert.Equal(older.Container, (await _fixture.AcquireAsync()).Container);
        Assert.Equal(newer.Container, (await _fixture.AcquireAsync()).Container);
    }

    [Fact]
    public async Task Fifty_requests_at_once_never_get_more_containers_than_the_function_may_have()
    {
        _fixture.Define("echo", concurrency: 5);

        var requests = Enumerable.Range(0, 50).Select(_ => Task.Run(() => _fixture.AcquireAsync())).ToList();
        await Task.WhenAll(requests.Select(request => request.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(5, requests.Count(request => request.IsCompletedSuccessfully));
        Assert.All(requests.Where(request => request.IsFaulted), request =>
            Assert.Equal(AcquireFailure.TooManyContainers, Assert.IsType<AcquireException>(request.Exception!.InnerException).Failure));
        Assert.Equal(5, Runtime.Most);
        Assert.Equal(5, requests.Where(request => request.IsCompletedSuccessfully).Select(request => request.Result.Container).Distinct().Count());
    }

    [Fact]
    public async Task Many_clients_that_give_back_what_they_take_all_get_their_turn()
    {
        _fixture.Define("echo", concurrency: 4);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < 50; call++)
                Pool.Release((await _fixture.AcquireAsync()).Id, reusable: call % 10 != 0);
        })));

        await PoolFixture.UntilAsync(() => !_fixture.States.Contains("stopping", StringComparison.Ordinal));
        Assert.InRange(Runtime.Most, 1, 4);
        Assert.DoesNotContain("busy", _fixture.States, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_at_the_limit_gets_the_container_that_is_released_next()
    {
        _fixture.Define("echo", concurrency: 1);
        var first = await _fixture.AcquireAsync();
        var second = _fixture.AcquireAsync();

        Pool.Release(first.Id, reusable: true);

        Assert.Equal(first.Container, (await second).Container);
    }

    [Fact]
    public async Task A_request_that_waits_for_a_start_takes_what_is_released_before()
    {
        var first = await _fixture.AcquireAsync();
        var gate = new TaskCompletionSource();
        Runtime.Gate = gate.Task;
        var second = _fixture.AcquireAsync();
        Pool.Release(first.Id, reusable: true);

        Assert.Equal(first.Container, (await second).Container);
        gate.SetResult();
        await PoolFixture.UntilAsync(() => _fixture.States is "busy idle" or "idle busy");
    }

    [Fact]
    public async Task A_container_that_may_not_be_used_again_is_removed_and_its_place_is_free()
    {
        _fixture.Define("echo", concurrency: 1);
        var first = await _fixture.AcquireAsync();
        Pool.Release(first.Id, reusable: false);

        var second = await _fixture.AcquireAsync();

        Assert.NotEqual(first.Container, second.Container);
        Assert.Equal([second.Container], Runtime.Names);
    }

    [Fact]
    public async Task A_function_that_may_have_none_is_refused_at_once()
    {
        _fixture.Define("echo", concurrency: 0);

        Assert.Equal(AcquireFailure.TooManyContainers, (await _fixture.RefusalAsync()).Failure);
    }

    [Fact]
    public async Task An_unknown_function_is_refused_with_the_nearest_name()
    {
        var refusal = await _fixture.RefusalAsync("ecko");

        Assert.Equal(AcquireFailure.FunctionNotFound, refusal.Failure);
        Assert.Equal("There is no function ecko. Functions: echo. Did you mean 'echo'?", refusal.Message);
    }

    [Fact]
    public async Task A_start_that_fails_says_why_and_frees_the_place()
    {
        _fixture.Define("echo", concurrency: 1);
        Runtime.StartProblem = "no such image";

        var refusal = await _fixture.RefusalAsync();

        Assert.Equal(AcquireFailure.StartFailed, refusal.Failure);
        Assert.Equal("A container of echo could not be started: no such image", refusal.Message);
        Runtime.StartProblem = null;
        Assert.True((await _fixture.AcquireAsync()).ColdStart);
    }

    [Fact]
    public async Task A_container_that_never_gets_ready_is_removed_and_its_output_is_told()
    {
        using var fixture = new PoolFixture(new() { StartTimeout = TimeSpan.FromMilliseconds(50) });
        fixture.Runtime.ReadyGate = new TaskCompletionSource().Task;

        var refusal = await fixture.RefusalAsync();

        Assert.Equal(AcquireFailure.StartTimeout, refusal.Failure);
        Assert.Equal("A container of echo was not ready within 0.05 s. It wrote last:\nlast words", refusal.Message);
        Assert.Empty(fixture.Runtime.Names);
    }

    [Fact]
    public async Task A_container_that_ends_before_it_is_ready_is_noticed_at_once()
    {
        Runtime.ReadyGate = new TaskCompletionSource().Task;
        var request = _fixture.AcquireAsync();
        await PoolFixture.UntilAsync(() => Runtime.Names.Count == 1);

        Pool.Ended(Runtime.Names.Single(), "exit code 3");

        var refusal = await Assert.ThrowsAsync<AcquireException>(() => request);
        Assert.Equal(AcquireFailure.StartFailed, refusal.Failure);
        Assert.Equal("A container of echo ended before it was ready (exit code 3). It wrote last:\nlast words", refusal.Message);
    }

    [Fact]
    public async Task A_container_that_has_ended_when_it_is_looked_at_first_says_why_too()
    {
        Runtime.EndAtOnce = true;
        var request = _fixture.AcquireAsync();
        await PoolFixture.UntilAsync(() => Runtime.Names.Count == 1);

        Pool.Ended(Runtime.Names.Single(), "exit code 3");

        var refusal = await Assert.ThrowsAsync<AcquireException>(() => request);
        Assert.Equal("A container of echo ended before it was ready (exit code 3). It wrote last:\nlast words", refusal.Message);
        Assert.Empty(Runtime.Names);
    }

    [Fact]
    public async Task An_idle_container_that_ends_is_not_lent_again()
    {
        var first = await _fixture.AcquireAsync();
        Pool.Release(first.Id, reusable: true);
        Pool.Ended(first.Container, "exit code 137");

        Assert.NotEqual(first.Container, (await _fixture.AcquireAsync()).Container);
        Assert.Equal(1, _fixture.Metrics.Deaths);
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_no_container_with_it()
    {
        var gate = new TaskCompletionSource();
        Runtime.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        var request = Pool.AcquireAsync("echo", TimeSpan.FromSeconds(30), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => request);

        gate.SetResult();

        await PoolFixture.UntilAsync(() => _fixture.States == "idle");
    }

    [Fact]
    public async Task A_lease_that_is_not_released_ends_and_its_container_with_it()
    {
        var lease = await _fixture.AcquireAsync();
        _fixture.Clock.Advance(TimeSpan.FromSeconds(3) + _fixture.Options.LeaseGrace);

        Pool.Pool("echo").Sweep();

        await PoolFixture.UntilAsync(() => Runtime.Names.Count == 0);
        Assert.False(Pool.Release(lease.Id, reusable: true));
        Assert.Equal(1, _fixture.Metrics.ExpiredLeases);
    }

    [Fact]
    public async Task A_container_that_nobody_needs_for_long_is_stopped()
    {
        Pool.Release((await _fixture.AcquireAsync()).Id, reusable: true);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(4));
        Pool.Pool("echo").Sweep();
        Assert.Equal("idle", _fixture.States);

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Pool.Pool("echo").Sweep();

        await PoolFixture.UntilAsync(() => Runtime.Names.Count == 0);
    }

    [Fact]
    public async Task A_changed_definition_replaces_idle_containers_and_lets_those_at_work_finish()
    {
        var idle = await _fixture.AcquireAsync();
        var busy = await _fixture.AcquireAsync();
        Pool.Release(idle.Id, reusable: true);

        Pool.Pool("echo").Refresh(_fixture.Define("echo", memory: 256), Runtime.ImageId);

        await PoolFixture.UntilAsync(() => Runtime.Names.SequenceEqual([busy.Container]));
        Pool.Release(busy.Id, reusable: true);
        await PoolFixture.UntilAsync(() => Runtime.Names.Count == 0);
    }

    [Fact]
    public async Task A_tag_that_moved_replaces_idle_containers()
    {
        var old = await _fixture.AcquireAsync();
        Pool.Release(old.Id, reusable: true);
        Runtime.ImageId = "sha256:2";

        Pool.Pool("echo").Refresh(_fixture.Find("echo"), Runtime.ImageId);

        await PoolFixture.UntilAsync(() => Runtime.Names.Count == 0);
        Assert.NotEqual(old.Container, (await _fixture.AcquireAsync()).Container);
    }

    [Fact]
    public async Task Another_limit_alone_replaces_nothing()
    {
        var lease = await _fixture.AcquireAsync();
        Pool.Release(lease.Id, reusable: true);

        Pool.Pool("echo").Refresh(_fixture.Define("echo", concurrency: 7), Runtime.ImageId);

        Assert.Equal(lease.Container, (await _fixture.AcquireAsync()).Container);
    }

    [Fact]
    public async Task Stopping_a_function_removes_all_its_containers_and_no_others()
    {
        _fixture.Define("other");
        var other = await _fixture.AcquireAsync("other");
        var busy = await _fixture.AcquireAsync();
        Pool.Release((await _fixture.AcquireAsync()).Id, reusable: true);

        Assert.Equal(2, await Pool.StopAsync("echo", CancellationToken.None));

        Assert.Equal([other.Container], Runtime.Names);
        Assert.False(Pool.Release(busy.Id, reusable: true));
        Assert.Equal(0, await Pool.StopAsync("nobody", CancellationToken.None));
    }

    [Fact]
    public async Task Closing_the_pool_refuses_those_who_wait_and_removes_everything()
    {
        _fixture.Define("echo", concurrency: 1);
        await _fixture.AcquireAsync();
        var waiting = _fixture.AcquireAsync();

        await Pool.CloseAsync(CancellationToken.None);

        Assert.Equal("The agent is stopping", (await Assert.ThrowsAsync<AcquireException>(() => waiting)).Message);
        Assert.Equal("The agent is stopping", (await _fixture.RefusalAsync()).Message);
        Assert.Empty(Runtime.Names);
    }
}
