using System.Diagnostics;
using System.Globalization;
using BuildChain;
using BuildChain.Locking;

namespace TestProcess;

/// <summary>The other process in the contract tests of locks. A holder prints <c>locked</c> and holds until its input ends.</summary>
static class LockCommands
{
    public const string Usage = "lock hold|try|wait|count|leak|abandon PATH …";

    public static async Task<int> RunAsync(string[] arguments) => arguments switch
    {
        ["hold", var path, var mode] => await HoldAsync(path, Mode(mode)),
        ["try", var path, var mode] => Try(path, Mode(mode)),
        ["wait", var path, var mode, var seconds] => await WaitAsync(path, Mode(mode), Seconds(seconds)),
        ["count", var path, var counter, var times] => await CountAsync(path, counter, int.Parse(times, CultureInfo.InvariantCulture)),
        ["leak", var path, var seconds] => Leak(path, seconds),
        ["abandon", var path] => Abandon(path),
        _ => throw new ArgumentException(Usage),
    };

    static async Task<int> HoldAsync(string path, LockMode mode)
    {
        await using var held = await FileLock.AcquireAsync(path, mode, new LockOptions { Command = $"test-process hold {mode}" });
        Console.WriteLine("locked");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    static int Try(string path, LockMode mode)
    {
        using var held = FileLock.TryAcquire(path, mode);
        Console.WriteLine(held is null ? "busy" : "locked");
        return 0;
    }

    static async Task<int> WaitAsync(string path, LockMode mode, TimeSpan timeout)
    {
        try
        {
            var options = new LockOptions { Timeout = timeout, OnWait = wait => Console.WriteLine(wait) };
            await using var held = await FileLock.AcquireAsync(path, mode, options);
            Console.WriteLine("locked");
            return 0;
        }
        catch (BuildChainException e)
        {
            Console.WriteLine(e);
            return 1;
        }
    }

    // Reading, adding and writing are three steps: without the lock, counts get lost.
    static async Task<int> CountAsync(string path, string counter, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var held = await FileLock.AcquireAsync(path, LockMode.Exclusive);
            var count = File.Exists(counter) ? int.Parse(await File.ReadAllTextAsync(counter), CultureInfo.InvariantCulture) : 0;
            await Task.Yield();
            await File.WriteAllTextAsync(counter, (count + 1).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    // Ends holding the lock, while a child that was started meanwhile lives on.
    static int Leak(string path, string seconds)
    {
        _ = FileLock.TryAcquire(path, LockMode.Exclusive) ?? throw new InvalidOperationException("busy");
        using var child = Process.Start("sleep", seconds);
        Console.WriteLine(child.Id);
        Console.Out.Flush();
        Process.GetCurrentProcess().Kill();
        return 0;
    }

    static int Abandon(string path)
    {
        _ = FileLock.TryAcquire(path, LockMode.Exclusive) ?? throw new InvalidOperationException("busy");
        Environment.Exit(0);
        return 0;
    }

    static LockMode Mode(string text) => Enum.Parse<LockMode>(text, ignoreCase: true);

    static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
