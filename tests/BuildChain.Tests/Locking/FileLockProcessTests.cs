using System.Diagnostics;
using System.Globalization;
using BuildChain.Locking;
using TestProcess;

namespace BuildChain.Tests.Locking;

/// <summary>The contract among processes: holding, waiting, being killed.</summary>
public sealed class FileLockProcessTests : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("esb-lock-");

    string LockPath => Path.Combine(directory.FullName, ".lock-test");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Another_processes_lock_keeps_this_one_out_until_it_ends()
    {
        using var other = await Child.StartUntilAsync("locked", "lock", "hold", LockPath, "exclusive");
        Assert.Null(FileLock.TryAcquire(LockPath, LockMode.Shared));
        Assert.Equal(other.Id, Assert.Single(FileLock.ReadHolders(LockPath)).Pid);

        other.EndInput();

        using var held = await FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        Assert.Equal(0, await other.WaitAsync());
    }

    [Fact]
    public async Task A_killed_process_holds_nothing()
    {
        using var other = await Child.StartUntilAsync("locked", "lock", "hold", LockPath, "exclusive");
        var waiter = FileLock.AcquireAsync(LockPath, LockMode.Exclusive);
        Assert.False(waiter.IsCompleted);

        await other.KillAsync();

        using var held = await waiter;
        Assert.Equal(Environment.ProcessId, Assert.Single(FileLock.ReadHolders(LockPath)).Pid);
    }

    [Fact]
    public async Task A_process_that_exits_without_releasing_holds_nothing()
    {
        Assert.Equal((0, ""), await Child.RunAsync("lock", "abandon", LockPath));

        using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive);
        Assert.NotNull(held);
        Assert.Equal(Environment.ProcessId, Assert.Single(FileLock.ReadHolders(LockPath)).Pid);
    }

    [Fact]
    public async Task A_child_does_not_inherit_the_lock()
    {
        using var other = Child.Start("lock", "leak", LockPath, "60");
        var sleeper = int.Parse((await other.Output.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await other.WaitAsync();
        using var orphan = Process.GetProcessById(sleeper);
        try
        {
            Assert.False(orphan.HasExited);
            using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive);
            Assert.NotNull(held);
        }
        finally
        {
            orphan.Kill();
        }
    }

    [Fact]
    public async Task Shared_holders_are_all_named()
    {
        using var one = await Child.StartUntilAsync("locked", "lock", "hold", LockPath, "shared");
        using var two = await Child.StartUntilAsync("locked", "lock", "hold", LockPath, "shared");

        Assert.Null(FileLock.TryAcquire(LockPath, LockMode.Exclusive));
        Assert.Equal([one.Id, two.Id], FileLock.ReadHolders(LockPath).Select(holder => holder.Pid));
    }

    [Fact]
    public async Task A_waiting_process_times_out_naming_the_holder()
    {
        using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive, new LockOptions { Command = "./build.sh Bake" });

        var (code, output) = await Child.RunAsync("lock", "wait", LockPath, "exclusive", "1.2");

        Assert.Equal(1, code);
        Assert.Contains("waiting for ./build.sh Bake (pid ", output, StringComparison.Ordinal);
        Assert.Contains($"Waited 1.2 s for the lock {LockPath}, held by ./build.sh Bake", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_exclude_each_other()
    {
        var counter = Path.Combine(directory.FullName, "counter");

        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Child.RunAsync("lock", "count", LockPath, counter, "25")));

        Assert.All(codes, code => Assert.Equal((0, ""), code));
        Assert.Equal("100", await File.ReadAllTextAsync(counter));
    }

    [Fact]
    public async Task A_shell_takes_the_same_lock()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // flock(1) is part of util-linux.
        }

        using var held = FileLock.TryAcquire(LockPath, LockMode.Exclusive);
        using var shell = Process.Start("flock", ["--nonblock", "--conflict-exit-code", "9", LockPath, "true"]);
        await shell.WaitForExitAsync();

        Assert.Equal(9, shell.ExitCode);
    }
}
