using System.Text;

namespace Esb.RuntimeInterface.Logs;

/// <summary>The end of one invocation's log as Lambda returns it: at most 4 KB, in base64.</summary>
sealed class LogTail
{
    const int Limit = 4096;

    readonly List<byte> _bytes = new(2 * Limit);

    /// <summary>Adds a line; <c>\n</c> is added to it.</summary>
    public void Add(string line)
    {
        lock (_bytes)
        {
            _bytes.AddRange(Encoding.UTF8.GetBytes(line));
            _bytes.Add((byte)'\n');
            if (_bytes.Count > 2 * Limit)
                _bytes.RemoveRange(0, _bytes.Count - Limit);
        }
    }

    /// <summary>The last 4096 bytes in base64.</summary>
    public string ToBase64()
    {
        lock (_bytes)
            return Convert.ToBase64String([.. _bytes.Skip(Math.Max(0, _bytes.Count - Limit))]);
    }
}
