using System.Buffers.Binary;

namespace Esb.Agent.Docker;

/// <summary>
/// The engine's form of a log: frames of eight bytes (stream, three zeros, length as four bytes, the most significant
/// first) and that many bytes of output.
/// </summary>
static class LogFrames
{
    const int Head = 8;

    /// <summary>The output of both streams; what is no frame is taken as it is (a container with a terminal has none).</summary>
    public static byte[] Payload(ReadOnlySpan<byte> log)
    {
        using var output = new MemoryStream(log.Length);
        while (log.Length > 0)
        {
            if (log.Length < Head || log[0] > 2 || log[1] != 0)
            {
                output.Write(log);
                break;
            }
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(log[4..]), (uint)(log.Length - Head));
            output.Write(log.Slice(Head, length));
            log = log[(Head + length)..];
        }
        return output.ToArray();
    }
}
