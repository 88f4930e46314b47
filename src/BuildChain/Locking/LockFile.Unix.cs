using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BuildChain.Locking;

static partial class LockFile
{
    /// <summary>open(2) and flock(2). Numbers are those of Linux on x64 and arm64, and of macOS where they differ.</summary>
    static partial class Unix
    {
        public const int EPERM = 1;
        public const int EACCES = 13;
        public const int EROFS = 30;
        public const int ReadOnly = 0;
        public const int ReadWrite = 2;
        const int EINTR = 4;

        public static int EWOULDBLOCK { get; } = OperatingSystem.IsMacOS() ? 35 : 11;

        static int CloseOnExec { get; } = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

        static int Append { get; } = OperatingSystem.IsMacOS() ? 0x8 : 0x400;

        /// <returns>Null on failure; the error is <see cref="Marshal.GetLastPInvokeError"/>.</returns>
        public static SafeFileHandle? Open(string path, int access, bool create)
        {
            var flags = access | CloseOnExec | (access == ReadWrite ? Append : 0);
            if (create && OperatingSystem.IsMacOS())
            {
                // open's third parameter is variadic, which P/Invoke cannot pass on Apple's arm64.
                Create(path);
                create = false;
            }

            var file = create ? open(path, flags | 0x40, 0x1b6 /* rw-rw-rw- less umask */) : open(path, flags);
            return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
        }

        public static bool TryLock(SafeFileHandle handle, LockMode mode, out int error)
        {
            const int Shared = 1, Exclusive = 2, NonBlocking = 4;
            do
            {
                error = flock(handle, (mode == LockMode.Shared ? Shared : Exclusive) | NonBlocking) == 0 ? 0 : Marshal.GetLastPInvokeError();
            }
            while (error == EINTR);
            return error == 0;
        }

        public static void Unlock(SafeFileHandle handle) => _ = flock(handle, 8);

        static void Create(string path)
        {
            try
            {
                File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It exists, or open(2) will say what is wrong.
            }
        }

        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        private static partial int open(string path, int flags, int mode);

        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        private static partial int open(string path, int flags);

        [LibraryImport("libc", SetLastError = true)]
        private static partial int flock(SafeFileHandle file, int operation);
    }
}
