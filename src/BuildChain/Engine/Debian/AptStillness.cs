namespace BuildChain.Engine.Debian;

/// <summary>
/// Ends an apt that does nothing any more: it waits for good on a full disk. A slow download prints nothing for minutes either,
/// but it writes; so nothing printed and nothing written is what counts.
/// </summary>
sealed class AptStillness : IDisposable
{
    readonly CancellationTokenSource end;
    readonly CancellationTokenSource over = new();
    readonly string directory;
    readonly TimeSpan patience;
    readonly Task watching;
    int lines;

    public AptStillness(string directory, TimeSpan patience, CancellationToken cancellationToken)
    {
        (this.directory, this.patience) = (directory, patience);
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watching = WatchAsync();
    }

    /// <summary>Cancelled when apt is to end, whatever for.</summary>
    public CancellationToken Token => end.Token;

    /// <summary>It was stillness that ended apt.</summary>
    public bool Ended { get; private set; }

    public void Printed() => Interlocked.Increment(ref lines);

    public void Dispose()
    {
        over.Cancel();
        _ = watching.ContinueWith(
            _ =>
            {
                over.Dispose();
                end.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    async Task WatchAsync()
    {
        var (last, still) = ((Lines: -1, Bytes: -1L), TimeSpan.Zero);
        var pause = patience / 20;
        while (still < patience)
        {
            await Task.Delay(pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
                return;
            var now = (Volatile.Read(ref lines), Written());
            still = now == last ? still + pause : TimeSpan.Zero;
            last = now;
        }

        Ended = true;
        await end.CancelAsync();
    }

    // apt renames and deletes files meanwhile.
    long Written()
    {
        try
        {
            return new DirectoryInfo(directory)
                .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Sum(file => file.Exists ? file.Length : 0);
        }
        catch (IOException)
        {
            return -1;
        }
    }
}
