using System.Text;

namespace Esb.RuntimeNode.Functions;

/// <summary>What one container writes: a growing file that is read line by line, and started anew when it is long and was read: its writer appends.</summary>
sealed class ContainerLogFile(string path)
{
    /// <summary>A longer file is started anew.</summary>
    public const int LongestFile = 1 << 20;

    /// <summary>What is read in one go, bytes; what is there beyond it is dropped: its writer is faster than its reader.</summary>
    public const long LongestRead = 64 << 20;

    readonly Lock _lock = new();
    long _position;

    /// <summary>Opens it beside its writer.</summary>
    public static FileStream Open(string path, FileAccess access) => new(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Gives every line that is new to <paramref name="line"/>; returns how many bytes were dropped.</summary>
    /// <param name="toTheEnd">With a last line that has no end.</param>
    public long Read(bool toTheEnd, Action<string> line)
    {
        lock (_lock)
        {
            try
            {
                using var file = Open(path, FileAccess.ReadWrite);
                var limit = _position + LongestRead;
                while (_position < limit && Next(file, toTheEnd) is { Length: > 0 } bytes)
                {
                    _position += bytes.Length;
                    foreach (var text in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                        line(text);
                }
                return Shorten(file, isAtLimit: _position >= limit);
            }
            catch (IOException)
            {
                // The container has not written yet.
                return 0;
            }
        }
    }

    /// <summary>Whole lines; a line that is longer than the file shall be comes in pieces.</summary>
    Span<byte> Next(FileStream file, bool toTheEnd)
    {
        var bytes = new byte[Math.Min(file.Length - _position, LongestFile)];
        file.Seek(_position, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        return bytes.AsSpan(0, toTheEnd || (whole == 0 && bytes.Length == LongestFile) ? bytes.Length : whole);
    }

    long Shorten(FileStream file, bool isAtLimit)
    {
        var unread = file.Length - _position;
        if (file.Length < LongestFile || (unread > 0 && !isAtLimit))
            return 0;
        file.SetLength(0);
        _position = 0;
        return unread;
    }
}
