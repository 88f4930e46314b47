using System.IO.Pipelines;

namespace CliWrap;

/// <summary>Feeds several targets; the slowest sets the pace, the first to fail stops all.</summary>
sealed class MergedTarget(IReadOnlyList<PipeTarget> targets) : PipeTarget
{
    public IReadOnlyList<PipeTarget> Targets { get; } = targets;

    public override async Task CopyFromAsync(Stream origin, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipes = Targets.Select(target => (Target: target, Pipe: new Pipe())).ToList();
        var work = pipes.Select(p => DrainAsync(p.Target, p.Pipe.Reader, stop))
            .Append(DistributeAsync(origin, pipes.Select(p => p.Pipe.Writer).ToList(), stop.Token))
            .ToList();

        // A real failure wins over the cancellations that it causes.
        await Task.WhenAll(work);
    }

    static async Task DrainAsync(PipeTarget target, PipeReader reader, CancellationTokenSource stop)
    {
        try
        {
            await target.CopyFromAsync(reader.AsStream(), stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    static async Task DistributeAsync(Stream origin, List<PipeWriter> writers, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            for (int count; (count = await origin.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                foreach (var writer in writers)
                    await writer.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            foreach (var writer in writers)
                await writer.CompleteAsync();
        }
    }
}
