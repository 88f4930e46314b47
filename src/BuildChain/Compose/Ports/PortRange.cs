namespace BuildChain.Compose;

/// <summary>Ports that are leased in blocks of one size.</summary>
/// <param name="First">The first block's first port.</param>
/// <param name="Last">No block goes beyond it.</param>
public sealed record PortRange(int First, int Last, int BlockSize)
{
    /// <summary>From 18000, 20 per block, below the ports that Linux gives to outgoing connections (32768 and up).</summary>
    public static PortRange Default { get; } = new(18000, 32767, 20);

    public IEnumerable<int> Blocks => Enumerable.Range(0, (Last - First + 1) / BlockSize).Select(index => First + (index * BlockSize));
}
