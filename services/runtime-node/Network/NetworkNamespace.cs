using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Esb.RuntimeNode.Network;

/// <summary>Network namespaces that live on as files, as <c>ip netns</c> makes them.</summary>
static partial class NetworkNamespace
{
    const int NewNetwork = 0x40000000;
    const ulong Bind = 0x1000;
    const int Detach = 2;

    /// <summary>Makes a new namespace with its loopback interface up, and binds it to the file.</summary>
    public static async Task CreateAsync(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, []);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A namespace belongs to a thread: this one enters it, and ends before anything else could run on it.
        var thread = new Thread(() => Enter(file, done)) { IsBackground = true };
        thread.Start();
        await done.Task;
    }

    /// <summary>Lets go of the namespace; one that is gone already is fine.</summary>
    public static void Remove(string file)
    {
        if (!File.Exists(file))
            return;
        _ = Unmount(file, Detach);
        File.Delete(file);
    }

    static void Enter(string file, TaskCompletionSource done)
    {
        try
        {
            Check(Unshare(NewNetwork), "unshare");
            NetworkInterface.Raise("lo");
            Check(Mount("/proc/thread-self/ns/net", file, "none", Bind, 0), "mount");
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    static int Check(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, ulong flags, nint data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
