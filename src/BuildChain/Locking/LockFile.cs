using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BuildChain.Locking;

/// <summary>The operating system's part of a lock: opening the file without disturbing its lock, locking, unlocking.</summary>
/// <remarks>
/// On Unix .NET's own file opening takes a <c>flock</c> for its <see cref="FileShare"/>, which would meet ours: so the file is
/// opened by <c>open(2)</c>, close-on-exec.
/// </remarks>
static partial class LockFile
{
    public static SafeFileHandle Open(string path, out bool writable)
    {
        writable = true;
        if (OperatingSystem.IsWindows())
        {
            return Wrapped(path, () => File.OpenHandle(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        }

        var handle = Unix.Open(path, Unix.ReadWrite, create: true);
        if (handle is null && Marshal.GetLastPInvokeError() is Unix.EACCES or Unix.EROFS or Unix.EPERM)
        {
            // Somebody else's file, or a read-only file system: flock needs no write access.
            writable = false;
            handle = Unix.Open(path, Unix.ReadOnly, create: false) ?? throw CannotOpen(path, Unix.EACCES);
        }

        return handle ?? throw CannotOpen(path, Marshal.GetLastPInvokeError());
    }

    public static SafeFileHandle OpenForReading(string path)
        => OperatingSystem.IsWindows()
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : Unix.Open(path, Unix.ReadOnly, create: false) ?? throw CannotOpen(path, Marshal.GetLastPInvokeError());

    /// <returns>False when somebody else holds a lock that excludes this one.</returns>
    public static bool TryLock(SafeFileHandle handle, LockMode mode, string path)
    {
        int error;
        if (OperatingSystem.IsWindows())
        {
            if (Windows.TryLock(handle, mode, out error))
                return true;

            return error is Windows.ERROR_LOCK_VIOLATION or Windows.ERROR_IO_PENDING ? false : throw CannotLock(path, error);
        }

        if (Unix.TryLock(handle, mode, out error))
            return true;

        return error == Unix.EWOULDBLOCK ? false : throw CannotLock(path, error);
    }

    /// <summary>Frees the lock now, even while a child process between fork and exec has a copy of the handle.</summary>
    public static void Unlock(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
            Windows.Unlock(handle);
        else
            Unix.Unlock(handle);
    }

    static SafeFileHandle Wrapped(string path, Func<SafeFileHandle> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new BuildChainException($"Cannot open the lock file {path}: {e.Message}", OpenRemedy(path), e);
        }
    }

    static BuildChainException CannotOpen(string path, int error)
        => new($"Cannot open the lock file {path}: {new Win32Exception(error).Message}", OpenRemedy(path), new Win32Exception(error));

    static BuildChainException CannotLock(string path, int error)
        => new(
            $"Cannot lock {path}: {new Win32Exception(error).Message}",
            $"Some network file systems have no locks: set {BrandNames.Env}HOME to a directory on a local disk.",
            new Win32Exception(error));

    static string OpenRemedy(string path)
        => $"Make {Path.GetDirectoryName(path)} a directory that {Environment.UserName} can write to.";
}
