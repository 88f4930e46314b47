using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Esb.RuntimeNode.Network;

/// <summary>Changes interfaces of the calling thread's network namespace (netdevice(7)).</summary>
static partial class NetworkInterface
{
    const int InternetFamily = 2, Datagram = 2;
    const ulong GetFlags = 0x8913, SetFlags = 0x8914, SetHardwareAddress = 0x8924;
    const short Up = 1, Ethernet = 1;
    const int NameLength = 16;

    /// <summary>Switches an interface on.</summary>
    public static void Raise(string name) => Change(name, (socket, request) =>
    {
        Check(Control(socket, GetFlags, request));
        var flags = request.AsSpan(NameLength, sizeof(short));
        BitConverter.TryWriteBytes(flags, (short)(BitConverter.ToInt16(flags) | Up));
        Check(Control(socket, SetFlags, request));
    });

    /// <summary>Gives an interface its hardware address for good.</summary>
    /// <param name="address">Six bytes.</param>
    /// <remarks>
    /// A bridge that was never given one takes the lowest of its ports', and another one whenever ports come and go: what is attached then sends
    /// to an address that is no longer there, for as long as it remembers it (about 40 s).
    /// </remarks>
    public static void SetAddress(string name, ReadOnlySpan<byte> address)
    {
        var bytes = address.ToArray();
        Change(name, (socket, request) =>
        {
            BitConverter.TryWriteBytes(request.AsSpan(NameLength), Ethernet);
            bytes.CopyTo(request, NameLength + sizeof(short));
            Check(Control(socket, SetHardwareAddress, request));
        });
    }

    /// <param name="change">Given a socket to ask with, and <c>struct ifreq</c>: the interface's name, then what the call is about.</param>
    static void Change(string name, Action<int, byte[]> change)
    {
        var socket = Check(Socket(InternetFamily, Datagram, 0));
        try
        {
            var request = new byte[40];
            System.Text.Encoding.ASCII.GetBytes(name, request.AsSpan(0, NameLength - 1));
            change(socket, request);
        }
        finally
        {
            _ = Close(socket);
        }
    }

    static int Check(int result) => result >= 0 ? result : throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, ulong request, [In, Out] byte[] argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
