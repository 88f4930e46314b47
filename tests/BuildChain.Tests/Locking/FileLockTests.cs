using BuildChain.Locking;

namespace BuildChain.Tests.Locking;

/// <summary>The contract within one process; <see cref="FileLockProcessTests"/> has it among processes.</summary>
public sealed class FileLockTests : IDisposable
{
    static readonly LockOptions Brief = new() { Timeout = TimeSpan.FromMilliseconds(50) };

    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-lock-");

    string LockPath => Path.Combine(directory.FullName, ".lock-test");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData(LockMode.Exclusive, LockMode.Exclusive, false)]
    [InlineData(LockMode.Exclusive, LockMode.Shared, false)]
    [InlineData(LockMode.Shared, LockMode.Exclusive, false)]
    [InlineData(LockMode.Shared, LockMode.Shared, true)]
    public void Only_shared_locks_go_together(LockMode first, LockMode second, bool together)
    {
        using var one = FileLock.TryAcquire(LockPath, first);
        using var two = FileLock.TryAcquire(LockPath, second);

        Assert.NotNull(one);
        Assert.Equal(together, two is not null);
    }

    [Fact]
    public async Task A_released_lock_is_free_and_may_be_released_twice()
    {
        var first = await FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        first.Dispose();
        await first.DisposeAsync();

        using var second = FileLock.TryAcquire(LockPath, LockMode.Exclusive);
        Assert.NotNull(second);
        Assert.Null(FileLock.TryAcquire(LockPath, LockMode.Shared));
    }

    [Fact]
    public async Task A_waiter_gets_the_lock_when_it_is_released()
    {
        var first = await FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        var waiter = FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        Assert.False(waiter.IsCompleted);

        first.Dispose();

        using var second = await waiter;
        Assert.Equal(LockMode.Exclusive, second.Mode);
    }

    [Fact]
    public async Task Tasks_of_one_process_exclude_each_other()
    {
        var (inside, most, total) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await using var held = await FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                total++;
                Interlocked.Decrement(ref inside);
            }
        })));

        Assert.Equal((1, 160), (most, total));
    }

    [Fact]
    public async Task A_timeout_names_file_holder_and_what_to_do()
    {
        using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive, new LockOptions { Command = "./build.sh BakeControl" });

        var failure = await Assert.ThrowsAsync<LockTimeoutException>(() => FileLock.AcquireAsync(LockPath, LockMode.Shared, Brief));

        Assert.StartsWith(
            $"Waited 0.05 s for the lock {LockPath}, held by ./build.sh BakeControl (pid {Environment.ProcessId} of ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"kill {Environment.ProcessId}", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("./build.sh BakeControl", Assert.Single(failure.Holders).Command);
    }

    [Fact]
    public async Task A_zero_timeout_tries_once()
    {
        var now = new LockOptions { Timeout = TimeSpan.Zero };
        using (await FileLock.AcquireAsync(LockPath, LockMode.Exclusive, now))
        {
            await Assert.ThrowsAsync<LockTimeoutException>(() => FileLock.AcquireAsync(LockPath, LockMode.Exclusive, now));
        }
    }

    [Fact]
    public async Task Cancellation_ends_the_wait()
    {
        using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive);
        using var cancellation = new CancellationTokenSource();
        var waiter = FileLock.AcquireAsync(LockPath, LockMode.Exclusive, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
    }

    [Fact]
    public async Task A_wait_is_told_once_per_holder()
    {
        var waits = new List<LockWait>();
        var first = await FileLock.AcquireAsync(LockPath, LockMode.Exclusive, new LockOptions { Command = "first" });
        var told = new TaskCompletionSource();
        var options = new LockOptions
        {
            NoticeAfter = TimeSpan.Zero,
            OnWait = wait =>
            {
                waits.Add(wait);
                told.TrySetResult();
            },
        };
        var waiter = FileLock.AcquireAsync(LockPath, LockMode.Exclusive, options);
        await told.Task;
        await Task.Delay(100);
        first.Dispose();
        (await waiter).Dispose();

        Assert.Equal("first", Assert.Single(Assert.Single(waits).Holders).Command);
        Assert.StartsWith("waiting for first (pid ", waits[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_names_the_holder_in_one_line_and_nobody_after_the_release()
    {
        using (FileLock.TryAcquire(LockPath, LockMode.Exclusive, new LockOptions { Command = "bake" }))
        {
            var holder = Assert.Single(FileLock.ReadHolders(LockPath));
            Assert.Equal((Environment.ProcessId, Environment.MachineName, "bake"), (holder.Pid, holder.Host, holder.Command));
        }

        Assert.Equal(0, new FileInfo(LockPath).Length);
    }

    [Fact]
    public void Names_of_shared_holders_go_with_the_last_of_them()
    {
        var one = FileLock.TryAcquire(LockPath, LockMode.Shared)!;
        var two = FileLock.TryAcquire(LockPath, LockMode.Shared)!;
        one.Dispose();
        Assert.NotEqual(0, new FileInfo(LockPath).Length);
        Assert.Null(FileLock.TryAcquire(LockPath, LockMode.Exclusive));
        two.Dispose();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(0, new FileInfo(LockPath).Length);
    }

    [Theory]
    [InlineData("garbage\n{\"pid\":\n\n[1]")]
    [InlineData("{\"pid\":2147483647,\"host\":\"%HOST%\",\"user\":\"u\",\"command\":\"gone\",\"since\":\"2026-01-01T00:00:00Z\"}")]
    public void What_the_file_says_never_keeps_anybody_out(string content)
    {
        File.WriteAllText(LockPath, content.Replace("%HOST%", Environment.MachineName, StringComparison.Ordinal));
        Assert.Empty(FileLock.ReadHolders(LockPath));

        using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive);
        Assert.NotNull(held);
    }

    [Fact]
    public async Task A_deleted_lock_file_does_not_let_two_waiters_in()
    {
        var first = await FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        var waiter = FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        File.Delete(LockPath);
        first.Dispose();

        using var second = await waiter;
        Assert.Null(FileLock.TryAcquire(LockPath, LockMode.Exclusive));
    }

    [Fact]
    public void A_missing_directory_is_named()
    {
        var path = Path.Combine(directory.FullName, "none", ".lock");

        var failure = Assert.Throws<BuildChainException>(() => FileLock.TryAcquire(path, LockMode.Exclusive));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(path)!, failure.Remedy, StringComparison.Ordinal);
    }
}
