using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Esb.RuntimeNode.Network;

/// <summary>Network namespaces that live on as files, as <c>ip netns</c> makes them.</summary>
static partial class NetworkNamespace
{
    const int NewNetwork = 0x40000000;
    const ulong Bind = 0x1000;
    const int Detach = 2;
    const int InternetFamily = 2, Datagram = 2;
    const ulong GetFlags = 0x8913, SetFlags = 0x8914;
    const short Up = 1;

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
            RaiseLoopback();
            Check(Mount("/proc/thread-self/ns/net", file, "none", Bind, 0), "mount");
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    static void RaiseLoopback()
    {
        var socket = Check(Socket(InternetFamily, Datagram, 0), "socket");
        try
        {
            var request = new InterfaceRequest();
            "lo"u8.CopyTo(request);
            Check(Control(socket, GetFlags, ref request), "ioctl");
            var flags = MemoryMarshal.AsBytes((Span<byte>)request)[16..18];
            BitConverter.TryWriteBytes(flags, (short)(BitConverter.ToInt16(flags) | Up));
            Check(Control(socket, SetFlags, ref request), "ioctl");
        }
        finally
        {
            _ = Close(socket);
        }
    }

    static int Check(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    /// <summary><c>struct ifreq</c>: the interface's name (16 bytes), then what the call is about.</summary>
    [System.Runtime.CompilerServices.InlineArray(40)]
    struct InterfaceRequest
    {
        byte _first;
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, ulong flags, nint data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, ulong request, ref InterfaceRequest argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
