namespace BuildChain.Engine.Private;

/// <summary>Makes concurrent builds of one home start, stop and unpack the engine one after the other. The kernel frees it with its process.</summary>
sealed class EngineLock : IDisposable
{
    readonly FileStream stream;

    EngineLock(FileStream stream) => this.stream = stream;

    public static async Task<EngineLock> TakeAsync(string path, IProgress<EngineEvent>? progress, CancellationToken cancellationToken)
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
                    progress.Step("Another build is making the private engine ready; waiting for it");
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    public void Dispose() => stream.Dispose();
}
