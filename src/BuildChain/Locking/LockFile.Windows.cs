using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BuildChain.Locking;

static partial class LockFile
{
    /// <summary>LockFileEx on one byte far behind the content, so that the holder's name stays readable.</summary>
    static partial class Windows
    {
        public const int ERROR_LOCK_VIOLATION = 33;
        public const int ERROR_IO_PENDING = 997;

        public static bool TryLock(SafeFileHandle handle, LockMode mode, out int error)
        {
            const uint FailImmediately = 1, Exclusive = 2;
            var locked = LockFileEx(handle, FailImmediately | (mode == LockMode.Exclusive ? Exclusive : 0), 0, 1, 0, Where());
            error = locked ? 0 : Marshal.GetLastPInvokeError();
            return locked;
        }

        public static void Unlock(SafeFileHandle handle) => _ = UnlockFileEx(handle, 0, 1, 0, Where());

        // OVERLAPPED of a 64-bit process; the high half of the offset is at 20.
        static byte[] Where()
        {
            var overlapped = new byte[32];
            BitConverter.TryWriteBytes(overlapped.AsSpan(20), int.MaxValue);
            return overlapped;
        }

        [LibraryImport("kernel32", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static partial bool LockFileEx(
            SafeFileHandle file, uint flags, uint reserved, uint lengthLow, uint lengthHigh, Span<byte> where);

        [LibraryImport("kernel32", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static partial bool UnlockFileEx(
            SafeFileHandle file, uint reserved, uint lengthLow, uint lengthHigh, Span<byte> where);
    }
}
