namespace CliWrap;

static class StreamExtensions
{
    /// <summary>Hands on what has arrived without waiting for a full buffer.</summary>
    public static async Task CopyChunksAsync(this Stream source, Stream target, bool flush, CancellationToken cancellationToken)
    {
        var buffer = new byte[80 * 1024];
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (flush)
                await target.FlushAsync(cancellationToken);
        }
    }
}
