namespace BuildChain.Engine;

/// <summary>Makes concurrent builds change an engine or certificates one after the other. The kernel frees it with its process.</summary>
sealed class DirectoryLock : IDisposable
{
    readonly FileStream stream;

    DirectoryLock(FileStream stream) => this.stream = stream;

    public static async Task<DirectoryLock> TakeAsync(string path, string waiting, IProgress<EngineEvent>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                if (attempt == 0)
                    progress.Step(waiting);
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    public void Dispose() => stream.Dispose();
}
