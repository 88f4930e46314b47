using System.Globalization;
using System.Runtime.InteropServices;

namespace Esb.RuntimeNode;

/// <summary>Reaps ended processes that came to process 1 as orphans: each container leaves its shim.</summary>
/// <remarks>A zombie that is still there at the next look is no child that .NET waits for: those are reaped at once.</remarks>
sealed partial class ZombieReaper(ILogger<ZombieReaper> log) : BackgroundService
{
    const int WithoutWaiting = 1;
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = new HashSet<int>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var zombies = Zombies();
            foreach (var pid in zombies.Where(seen.Contains))
            {
                if (WaitFor(pid, out _, WithoutWaiting) == pid)
                    log.LogDebug("process {Pid} is reaped", pid);
            }
            seen = zombies;
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>State and parent of a process out of <c>/proc/[pid]/stat</c>, whose second field is a name in parentheses.</summary>
    public static (char State, int Parent) Parse(string stat) =>
        stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [[var state], var parent, ..]
            ? (state, int.Parse(parent, CultureInfo.InvariantCulture))
            : default;

    static HashSet<int> Zombies()
    {
        var zombies = new HashSet<int>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && IsOwnZombie(folder))
                zombies.Add(pid);
        }
        return zombies;
    }

    static bool IsOwnZombie(string folder)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(folder, "stat"))) == ('Z', Environment.ProcessId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitFor(int pid, out int status, int options);
}
