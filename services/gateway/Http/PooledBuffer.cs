using System.Buffers;

namespace Esb.Gateway.Http;

/// <summary>Growing bytes of the shared pool; payloads are large and short-lived.</summary>
sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 256));

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    /// <summary>Reads a stream to its end; null when it has more than <paramref name="limit"/> bytes, of which no more is read then.</summary>
    /// <param name="announced">The length that the sender tells, or null.</param>
    public static async Task<PooledBuffer?> ReadAsync(Stream stream, long? announced, int limit, CancellationToken cancellationToken)
    {
        if (announced > limit)
            return null;
        // One byte more shows the end without growing.
        var buffer = new PooledBuffer((int)(announced ?? 4095) + 1);
        try
        {
            while (await stream.ReadAsync(buffer.GetMemory(1), cancellationToken) is > 0 and var count)
            {
                buffer.Advance(count);
                if (buffer.Length > limit)
                {
                    buffer.Dispose();
                    return null;
                }
            }
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    void Reserve(int size)
    {
        if (_bytes.Length - Length >= Math.Max(size, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + size), _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
