using System.Globalization;
using System.Runtime.InteropServices;

namespace Esb.RuntimeInterface.Processes;

/// <summary>
/// Waits for every child, our own and those that fall to process 1 when their parents end: none stays a zombie. Nothing else in
/// this program may start processes.
/// </summary>
static class Children
{
    static readonly Lock Gate = new();
    static readonly Dictionary<int, TaskCompletionSource<ProcessEnd>> Known = [];
    static readonly SemaphoreSlim Started = new(0);

    /// <summary>Takes over the parentless processes below this one, which process 1 does without asking, and waits for children from now on.</summary>
    /// <remarks>
    /// A thread that waits, not the signal: .NET's own handler of SIGCHLD waits for any child when it is process 1, and keeps the
    /// status to itself. Without anyone who asks for that signal it leaves the children alone.
    /// </remarks>
    public static void Adopt()
    {
        _ = Libc.Signal(Libc.SigChild, 0);
        _ = Libc.ProcessControl(Libc.SetChildSubreaper, 1, 0, 0, 0);
        new Thread(Run, 128 * 1024) { IsBackground = true, Name = "children" }.Start();
    }

    /// <summary>Starts a process; its end is not missed, however soon it comes.</summary>
    public static (int Id, Task<ProcessEnd> Ended) Add(Func<int> start)
    {
        lock (Gate)
        {
            var id = start();
            var ended = new TaskCompletionSource<ProcessEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
            Known[id] = ended;
            Started.Release();
            return (id, ended.Task);
        }
    }

    /// <summary>Kills the children that are left, theirs as they become ours, for as long as there are any.</summary>
    public static async Task KillAllAsync()
    {
        // Each round ends one generation. What cannot be killed (another user's) is left.
        for (var round = 0; round < 50 && Ids() is { Count: > 0 } ids; round++)
        {
            if (ids.TrueForAll(id => Libc.Kill(id, Libc.SigKill) != 0))
                return;
            await Task.Delay(2, CancellationToken.None);
        }
    }

    static void Run()
    {
        while (true)
        {
            var id = Libc.Wait(-1, out var status, 0);
            if (id > 0)
                End(id, new ProcessEnd(status));
            else if (Marshal.GetLastPInvokeError() == Libc.NoChild)
                // Now and then: what others start in this container (docker exec) may leave a process to us.
                Started.Wait(TimeSpan.FromSeconds(5));
        }
    }

    static void End(int id, ProcessEnd end)
    {
        // A child that has just been started is known once the lock is free.
        lock (Gate)
        {
            if (Known.Remove(id, out var ended))
                ended.SetResult(end);
        }
    }

    static List<int> Ids()
    {
        var parent = Environment.ProcessId;
        var ids = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(directory) == parent)
                ids.Add(id);
        }

        return ids;
    }

    static int? ParentOf(string directory)
    {
        try
        {
            // pid (name) state ppid …: the name may hold anything, a closing parenthesis too.
            var stat = File.ReadAllText(directory + "/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
