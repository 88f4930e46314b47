using BuildChain.Locking;

namespace BuildChain.Compose;

/// <summary>A block of ports that this process holds. Disposing lets go of it; the project keeps it by its record until it is released or gone.</summary>
public sealed class PortLease : IAsyncDisposable
{
    readonly FileLock _held;

    internal PortLease(PortRecord record, FileLock held) => (Record, _held) = (record, held);

    public PortRecord Record { get; }

    public int First => Record.First;

    public ValueTask DisposeAsync() => _held.DisposeAsync();
}
