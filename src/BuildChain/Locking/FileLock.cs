using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace BuildChain.Locking;

/// <summary>A held kernel lock on a file: among processes and among the tasks of one process alike. Disposing releases it.</summary>
/// <remarks>
/// The kernel ties the lock to the open file, so it ends with its process however that ends; a child process does not
/// inherit it. On Linux and macOS it is <c>flock(2)</c>, hence <c>flock FILE COMMAND</c> in a shell takes the same lock.
/// The file's content names the holder and decides nothing. Lock files are not deleted on release: somebody may be
/// waiting on the very file, and a third process would then lock a new one. Where a lock file does go, with the directory
/// it guards, whoever gets the lock of the deleted file notices and starts again.
/// </remarks>
public sealed class FileLock : IDisposable, IAsyncDisposable
{
    const int MaximumNamesLength = 64 * 1024;
    static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(250);

    readonly SafeFileHandle lockedFile;
    int released;

    FileLock(string path, LockMode mode, SafeFileHandle handle)
        => (Path, Mode, lockedFile) = (path, mode, handle);

    public string Path { get; }

    public LockMode Mode { get; }

    /// <summary>Waits without blocking a thread, asking every 10 to 250 ms. The file is created; its directory must exist.</summary>
    /// <exception cref="LockTimeoutException">Not free within the timeout.</exception>
    /// <exception cref="BuildChainException">The file cannot be opened or locked.</exception>
    public static async Task<FileLock> AcquireAsync(
        string path, LockMode mode, LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= LockOptions.Default;
        var watch = Stopwatch.StartNew();
        var told = (Holders: "", Once: false);
        for (var delay = FirstDelay; ; delay = Longer(delay))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryAcquire(path, mode, options) is { } acquired)
                return acquired;

            var left = options.Timeout - watch.Elapsed;
            if (options.Timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero)
                throw new LockTimeoutException(path, options.Timeout, ReadHolders(path));

            if (options.OnWait is { } notify && watch.Elapsed >= options.NoticeAfter)
            {
                var holders = ReadHolders(path);
                var names = string.Join('\n', holders);
                if (!told.Once || (names.Length > 0 && names != told.Holders))
                {
                    told = (names, true);
                    notify(new LockWait(path, mode, holders, watch.Elapsed));
                }
            }

            await Task.Delay(options.Timeout == Timeout.InfiniteTimeSpan || delay < left ? delay : left, cancellationToken);
        }
    }

    /// <summary>The lock if it is free at this moment, else null.</summary>
    /// <exception cref="BuildChainException">The file cannot be opened or locked.</exception>
    public static FileLock? TryAcquire(string path, LockMode mode, LockOptions? options = null)
    {
        while (true)
        {
            var handle = LockFile.Open(path, out var writable);
            try
            {
                if (!LockFile.TryLock(handle, mode, path))
                {
                    handle.Dispose();
                    return null;
                }

                if (FileIdentity.Of(handle) == FileIdentity.OfPath(path))
                {
                    WriteHolder(handle, mode, writable, options);
                    return new FileLock(path, mode, handle);
                }
            }
            catch
            {
                handle.Dispose();
                throw;
            }

            handle.Dispose();
        }
    }

    /// <summary>Whether anybody holds the lock at this moment, asked without leaving a trace in the file. False without a file.</summary>
    internal static bool IsHeld(string path)
    {
        try
        {
            using var handle = LockFile.OpenForReading(path);
            var held = !LockFile.TryLock(handle, LockMode.Exclusive, path);
            if (!held)
                LockFile.Unlock(handle);

            return held;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BuildChainException)
        {
            return false;
        }
    }

    /// <summary>The names in the lock file of processes that are alive; a hint, not proof that one of them holds the lock.</summary>
    public static IReadOnlyList<LockHolder> ReadHolders(string path)
    {
        try
        {
            using var handle = LockFile.OpenForReading(path);
            var buffer = new byte[Math.Min(RandomAccess.GetLength(handle), MaximumNamesLength)];
            var length = RandomAccess.Read(handle, buffer, 0);
            return LockHolder.Parse(Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BuildChainException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref released, 1) != 0)
            return;

        // Names go with their holders. The last of several shared holders is who can have the lock alone (not on Windows).
        if (Mode == LockMode.Exclusive || (!OperatingSystem.IsWindows() && LockFile.TryLock(lockedFile, LockMode.Exclusive, Path)))
            Ignoring(() => RandomAccess.SetLength(lockedFile, 0));

        LockFile.Unlock(lockedFile);
        lockedFile.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    // Names are a courtesy: a full disk or a read-only file must not cost the lock.
    static void WriteHolder(SafeFileHandle handle, LockMode mode, bool writable, LockOptions? options)
    {
        if (!writable)
            return;

        Ignoring(() =>
        {
            var length = RandomAccess.GetLength(handle);
            if (mode == LockMode.Exclusive || length > MaximumNamesLength)
                RandomAccess.SetLength(handle, length = 0);

            RandomAccess.Write(handle, LockHolder.Current(options?.Command).ToLine(), length);
        });
    }

    static void Ignoring(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
        }
    }

    static TimeSpan Longer(TimeSpan delay) => delay * 1.5 is var longer && longer < LongestDelay ? longer : LongestDelay;
}
