using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BuildChain.Locking;

namespace BuildChain.EndToEnd;

/// <summary>A block of 20 ports that no other run on this machine has; the lease ends with its process at the latest.</summary>
sealed class RunPorts : IDisposable
{
    const int First = 18000;

    // Below it ends where Linux takes ports for outgoing connections from (32768).
    const int Blocks = 700;
    const int BlockSize = 20;
    const int Used = 8;

    readonly FileLock _held;

    RunPorts(int block, FileLock held) => (Block, _held) = (block, held);

    /// <summary>The first of the ports.</summary>
    public int Block { get; }

    /// <exception cref="BuildChainException">All blocks are taken.</exception>
    public static RunPorts Lease()
    {
        // Of the machine, not of a user's home: ports are the machine's.
        var directory = Path.Combine(Path.GetTempPath(), "esb-ports");
        Shared(directory);
        for (var number = 0; number < Blocks; number++)
        {
            var block = First + number * BlockSize;
            var file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{block}.lock"));
            if (FileLock.TryAcquire(file, LockMode.Exclusive) is not { } held)
                continue;
            if (Enumerable.Range(block, Used).All(IsFree))
                return new RunPorts(block, held);
            held.Dispose();
        }
        throw new BuildChainException($"No block of {BlockSize} ports from {First} on is free.", $"Look who holds them: {directory}");
    }

    public void Dispose() => _held.Dispose();

    static void Shared(string directory)
    {
        if (Directory.Exists(directory))
            return;
        Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory, (UnixFileMode)0b001_111_111_111);
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
